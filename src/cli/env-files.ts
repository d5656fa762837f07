import { parseEnv } from 'node:util';
import { type Project, readProjectFile } from '../host/project.js';

/** What a name stands for, and where that is written. */
export interface Variable {
  readonly value: string;
  /** `.env.local`, or `the environment`. */
  readonly from: string;
}

/**
 * Where Next.js looks in development, in its order.
 * Source: https://nextjs.org/docs/app/guides/environment-variables#environment-variable-load-order
 */
const FILES = ['.env.development.local', '.env.local', '.env.development', '.env'];

/** Looks variables up as the application will: first in the environment, then in the project's files. Empty is unset. */
export async function readVariables(
  project: Project,
  env: Readonly<Record<string, string | undefined>>,
): Promise<(name: string) => Variable | undefined> {
  const files = await Promise.all(
    FILES.map(async (from) => ({
      from,
      variables: parseEnv((await readProjectFile(project, from)) ?? ''),
    })),
  );
  const sources = [{ from: 'the environment', variables: env }, ...files];
  return (name) => {
    for (const { from, variables } of sources) {
      const value = variables[name];
      if (value !== undefined && value !== '') return { value, from };
    }
    return undefined;
  };
}
