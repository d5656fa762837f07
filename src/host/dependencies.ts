import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../shared/json.js';
import { hasErrorCode } from '../shared/nodeErrors.js';
import type { Project } from './project.js';

const installedSchema = z.object({ version: z.string() });

/** The `wanted` packages that the project neither declares nor finds in a node_modules folder, in the given order. */
export async function missingDependencies(
  project: Project,
  wanted: readonly string[],
): Promise<string[]> {
  const missing = await Promise.all(
    wanted.map(
      async (name) =>
        declaredRange(project, name) === undefined &&
        (await installedVersion(project, name)) === undefined,
    ),
  );
  return wanted.filter((_, index) => missing[index]);
}

/** The range a project's package.json gives for a package. */
export function declaredRange({ packageJson }: Project, name: string): string | undefined {
  return (
    packageJson.dependencies[name] ??
    packageJson.devDependencies[name] ??
    packageJson.peerDependencies[name] ??
    packageJson.optionalDependencies[name]
  );
}

/**
 * The version of a package that Node would find from the project's root.
 * It walks the node_modules folders upwards, because `require.resolve` refuses packages that do not export package.json.
 */
export async function installedVersion(
  project: Project,
  name: string,
): Promise<string | undefined> {
  for (let folder = project.root; ; folder = dirname(folder)) {
    const version = await versionIn(join(folder, 'node_modules', name, 'package.json'));
    if (version !== undefined || folder === dirname(folder)) return version;
  }
}

async function versionIn(file: string): Promise<string | undefined> {
  try {
    return installedSchema.safeParse(parseJson(await readFile(file, 'utf8'))).data?.version;
  } catch (error) {
    if (error instanceof SyntaxError || hasErrorCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}
