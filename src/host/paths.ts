import { lstat, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { Stats } from 'node:fs';
import { hasErrorCode } from '../shared/nodeErrors.js';
import { hostError } from './errors.js';

/** Absolute path of a project's folder, without symbolic links in it. */
interface Root {
  readonly root: string;
}

export interface ResolvedPath {
  /** Where the path really is: no symbolic link is left in it. */
  readonly absolute: string;
  /** What is there now; a link at the end of the path has been followed. */
  readonly stats: Stats | undefined;
  /** Whether the path itself, not a folder on the way, is a symbolic link. */
  readonly isLink: boolean;
}

/**
 * The absolute place of a project relative path, which need not exist.
 * Throws HOST_PATH_OUTSIDE for an absolute path, `..`, a drive letter, control characters, git's own folder, and for any
 * symbolic link on the way, the last segment included, that leads out of the project or nowhere.
 */
export async function safePath(project: Root, path: string): Promise<string> {
  return (await resolveInside(project, path)).absolute;
}

/** As `safePath`, and what is there. */
export async function resolveInside(project: Root, path: string): Promise<ResolvedPath> {
  const segments = normalisePath(path).split('/');
  let absolute = project.root;
  let isLink = false;
  for (const [index, segment] of segments.entries()) {
    const next = join(absolute, segment);
    const stats = await lstatIfThere(next);
    if (stats === undefined) {
      return {
        absolute: join(absolute, ...segments.slice(index)),
        stats: undefined,
        isLink: false,
      };
    }
    isLink = stats.isSymbolicLink();
    absolute = isLink ? await followInside(project, next, path) : next;
  }
  return { absolute, stats: await lstatIfThere(absolute), isLink };
}

/**
 * A project relative path in its one form: `a/b`, with forward slashes and without `.` and empty segments.
 * Windows separators are taken as separators on every system. Throws HOST_PATH_OUTSIDE; does not look at the disk.
 */
export function normalisePath(path: string): string {
  const slashed = path.replaceAll('\\', '/');
  const segments = slashed.split('/').filter((segment) => segment !== '' && segment !== '.');
  const why = whyUnsafe(slashed, segments);
  if (why !== undefined) throw outside(path, why);
  return segments.join('/');
}

/** Whether a path is in the form that `normalisePath` gives. */
export function isProjectPath(path: string): boolean {
  try {
    return normalisePath(path) === path;
  } catch {
    return false;
  }
}

function whyUnsafe(slashed: string, segments: readonly string[]): string | undefined {
  if (/\p{Cc}/u.test(slashed)) return 'it has control characters';
  if (slashed.startsWith('/')) return 'it is absolute';
  if (/^[a-z]:/i.test(slashed)) return 'it starts with a drive letter';
  if (segments.length === 0) return 'it names no file';
  if (segments.includes('..')) return 'it has a `..` segment';
  // Windows drops trailing dots and spaces: `.. ` and `.git.` would be `..` and `.git` there.
  if (segments.some((segment) => /[. ]$/.test(segment)))
    return 'a segment ends in a dot or a space';
  if (segments.some((segment) => segment.toLowerCase() === '.git'))
    return "git's own folder is not ours";
  return undefined;
}

async function followInside(project: Root, link: string, path: string): Promise<string> {
  const target = await realpath(link).catch((error: unknown) => {
    if (!hasErrorCode(error, 'ENOENT', 'ELOOP', 'ENOTDIR')) throw error;
    throw outside(path, `${relative(project.root, link)} is a symbolic link to nowhere`);
  });
  const inside = relative(project.root, target).split(sep);
  if (inside[0] === '..' || isAbsolute(inside.join(sep)) || inside.includes('.git')) {
    throw outside(path, `${relative(project.root, link)} is a symbolic link to ${target}`);
  }
  return target;
}

async function lstatIfThere(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    // ENAMETOOLONG: nothing of that name can be there; a write reports it in its own words.
    if (hasErrorCode(error, 'ENOENT', 'ENOTDIR', 'ENAMETOOLONG')) return undefined;
    throw error;
  }
}

function outside(path: string, why: string) {
  return hostError(
    'HOST_PATH_OUTSIDE',
    `${JSON.stringify(path)} is not a path inside the project`,
    {
      why,
      fix: 'give a path relative to the folder of package.json, such as src/server/workflows',
    },
  );
}

/** Where the record of a project lives, relative to its root. */
export const RECORD_FOLDER = '.trifold';

/** Whether a project path is one that Trifold keeps its records at. */
export function isRecordPath(path: string): boolean {
  return path.startsWith(`${RECORD_FOLDER}/`);
}
