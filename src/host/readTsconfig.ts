import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseTsconfig, type TsConfigResult } from 'get-tsconfig';
import { z } from 'zod';
import { parseJsonc } from '../shared/json.js';

const tsconfigSchema = z.object({
  extends: z.union([z.string().transform((path) => [path]), z.array(z.string())]).default([]),
  compilerOptions: z
    .object({
      baseUrl: z.string().optional(),
      paths: z.record(z.string(), z.array(z.string())).optional(),
    })
    .default({}),
  references: z.array(z.object({ path: z.string() })).default([]),
});

type Paths = Record<string, string[]>;

/**
 * A tsconfig with what it extends. Where some of that is not there, because packages are not installed or a framework has not
 * generated it yet, the files that are there, each by itself, the one that is asked for first. Empty for a broken one:
 * a type check tells what is wrong with it.
 */
export function readTsconfig(path: string): TsConfigResult[] {
  try {
    return [{ path, config: parseTsconfig(path) }];
  } catch {
    return readAlone(path, []);
  }
}

function readAlone(path: string, extending: readonly string[]): TsConfigResult[] {
  const read = extending.includes(path) ? undefined : parse(path);
  if (!read) return generatedAt(path);
  const { extends: bases, ...config } = read;
  const others = bases
    .filter((base) => base.startsWith('.'))
    .map((base) => join(dirname(path), base.endsWith('.json') ? base : `${base}.json`));
  return [
    { path, config },
    ...others.reverse().flatMap((base) => readAlone(base, [...extending, path])),
  ];
}

function parse(path: string): z.output<typeof tsconfigSchema> | undefined {
  try {
    return tsconfigSchema.safeParse(parseJsonc(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/**
 * What frameworks write into a folder of their own, if nobody has changed their configuration.
 * Sources: https://svelte.dev/docs/kit/configuration#alias and https://nuxt.com/docs/api/nuxt-config#alias
 */
const generated: readonly [path: RegExp, paths: Paths][] = [
  [/[/\\]\.svelte-kit[/\\]tsconfig\.json$/, { '$lib/*': ['../src/lib/*'], $lib: ['../src/lib'] }],
  [
    /[/\\]\.nuxt[/\\]tsconfig\.json$/,
    {
      '~~/*': ['../*'],
      '@@/*': ['../*'],
      '~/*': ['../app/*', '../*'],
      '@/*': ['../app/*', '../*'],
    },
  ],
];

function generatedAt(path: string): TsConfigResult[] {
  const known = generated.find(([pattern]) => pattern.test(path));
  return known ? [{ path, config: { compilerOptions: { paths: known[1] } } }] : [];
}
