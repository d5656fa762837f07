import { readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../shared/json.js';
import { TrifoldError } from '../shared/errors.js';
import { hasErrorCode, messageOf } from '../shared/nodeErrors.js';
import { hostError } from './errors.js';
import { resolveInside } from './paths.js';

const dependencies = z.record(z.string(), z.string()).default({});

const packageJsonSchema = z.object({
  name: z.string().optional(),
  version: z.string().optional(),
  type: z.string().optional(),
  dependencies,
  devDependencies: dependencies,
  peerDependencies: dependencies,
  optionalDependencies: dependencies,
  /** Trifold's configuration; `loadConfig` checks it. */
  trifold: z.unknown().optional(),
});

/** What we read of a package.json; dependency tables are empty where it has none. */
export type PackageJson = z.output<typeof packageJsonSchema>;

/** The project a command works in. */
export interface Project {
  /** Absolute path without symbolic links: the nearest folder with a package.json. */
  readonly root: string;
  readonly packageJson: PackageJson;
}

/**
 * The project that `cwd` lies in.
 * Throws HOST_NO_PROJECT when no package.json is there or above, HOST_PACKAGE_INVALID when it cannot be read.
 */
export async function openProject(cwd: string): Promise<Project> {
  const start = await physicalFolder(cwd);
  for (let folder = start; ; folder = dirname(folder)) {
    const text = await readIfThere(join(folder, 'package.json'));
    if (text !== undefined) return { root: folder, packageJson: parsePackageJson(folder, text) };
    if (folder === dirname(folder)) throw noProject(cwd);
  }
}

/**
 * As `openProject`; where no package.json is there or above, the folder itself is the project: a part of a repository whose
 * packages lie below, or files that were put together to be looked at. Throws HOST_NO_PROJECT when it does not exist.
 */
export async function openProjectOrFolder(cwd: string): Promise<Project> {
  try {
    return await openProject(cwd);
  } catch (error) {
    if (!(error instanceof TrifoldError) || error.code !== 'HOST_NO_PROJECT') throw error;
    return { root: await physicalFolder(cwd), packageJson: packageJsonSchema.parse({}) };
  }
}

/**
 * The text of a project file, or undefined when there is none.
 * Throws HOST_PATH_OUTSIDE as `safePath` does, and HOST_NOT_A_FILE for a folder.
 */
export async function readProjectFile(project: Project, path: string): Promise<string | undefined> {
  const { absolute } = await resolveInside(project, path);
  try {
    return await readIfThere(absolute);
  } catch (error) {
    if (!hasErrorCode(error, 'EISDIR')) throw error;
    throw hostError('HOST_NOT_A_FILE', `${path} is a folder`, {
      why: 'a file is expected there',
      fix: 'move the folder away, or choose another name',
    });
  }
}

async function physicalFolder(cwd: string): Promise<string> {
  try {
    return await realpath(cwd);
  } catch (error) {
    if (!hasErrorCode(error, 'ENOENT', 'ENOTDIR')) throw error;
    throw noProject(cwd, 'the folder does not exist');
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

function parsePackageJson(folder: string, text: string): PackageJson {
  try {
    return packageJsonSchema.parse(parseJson(text));
  } catch (error) {
    const problem = error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error);
    throw hostError('HOST_PACKAGE_INVALID', `cannot read ${join(folder, 'package.json')}`, {
      why: problem,
      fix: 'correct the file; `npm pkg get name` tells whether npm can read it',
      cause: error,
    });
  }
}

function noProject(cwd: string, why = 'neither this folder nor one above it has a package.json') {
  return hostError('HOST_NO_PROJECT', `no project in ${cwd}`, {
    why,
    fix: 'run the command inside a project, name one with --cwd, or make one with `npm init`',
  });
}
