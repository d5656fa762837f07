import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import { hostError } from './errors.js';
import type { Project } from './project.js';

export interface Coverage {
  /** Files, folders or globs, relative to `cwd`; without any, the whole project. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** Globs, relative to the project. */
  readonly include?: readonly string[] | undefined;
  readonly exclude: readonly string[];
}

/**
 * Whether a project relative path is among what a user asks about.
 * Throws HOST_NO_FILES for a path that is not there, HOST_PATH_OUTSIDE for one outside of the project.
 */
export function coverage(project: Project, asked: Coverage): (path: string) => boolean {
  const { include, exclude } = asked;
  const cwd = realpathSync(asked.cwd);
  const isAsked = anyOf(asked.paths.map((path) => toMatcher(project, cwd, path)));
  const isIncluded = include === undefined ? () => true : picomatch([...include], { dot: true });
  const isExcluded = exclude.length === 0 ? () => false : picomatch([...exclude], { dot: true });
  return (path) => isAsked(path) && isIncluded(path) && !isExcluded(path);
}

function toMatcher(project: Project, cwd: string, given: string): (path: string) => boolean {
  const absolute = resolve(cwd, given);
  if (existsSync(absolute)) {
    const inside = insideOf(project, realpathSync(absolute), given);
    return (path) => inside === '' || path === inside || path.startsWith(`${inside}/`);
  }
  const { isGlob } = picomatch.scan(given);
  if (isGlob) return picomatch(insideOf(project, absolute, given), { dot: true });
  throw hostError('HOST_NO_FILES', `there is no ${given}`, {
    why: `neither a file nor a folder of that name is in ${cwd}`,
    fix: 'give files, folders or globs that exist, or none for the whole project',
  });
}

function insideOf(project: Project, absolute: string, given: string): string {
  const inside = relative(project.root, absolute);
  if (!inside.startsWith('..') && !isAbsolute(inside)) return inside.split(sep).join('/');
  throw hostError('HOST_PATH_OUTSIDE', `${given} is outside of the project`, {
    why: `the project is ${project.root}`,
    fix: 'run the command in the project of that path, or name it with --cwd',
  });
}

function anyOf(matchers: readonly ((path: string) => boolean)[]): (path: string) => boolean {
  return (path) => matchers.length === 0 || matchers.some((matches) => matches(path));
}
