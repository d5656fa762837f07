import { z } from 'zod';

const environment = z.object({
  /** A Postgres server; without it an embedded PGlite is used. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Folder of the embedded database; in memory without it. */
  PGLITE_DIR: z.string().optional(),
  /** Results are cached here; without it they are kept in the database. */
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  /** Postgres schema and Redis key prefix, so that nothing of another application is ever touched. */
  STORE_NAMESPACE: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,40}$/, 'lower-case letters, digits and _ only')
    .default('trifold_examples'),
  OPENAI_BASE_URL: z.url().optional(),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_MODEL: z.string().optional(),
  /** `1` opens the routes under /api/demo, which wipe and seed the store. */
  DEMO: z.string().optional(),
});

export type Environment = z.output<typeof environment>;

/** The application's settings, read at each call (a build has none). An empty variable counts as unset. */
export function readEnvironment(): Environment {
  const set = Object.entries(process.env).filter(([, value]) => value !== '');
  return environment.parse(Object.fromEntries(set));
}
