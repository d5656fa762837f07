import { hostError } from './errors.js';
import { normalisePath } from './paths.js';
import type { WalkedSources } from './walkSources.js';

/**
 * Those of a project's source files that are in the given folders, or are the given files; `.` is all of them.
 * Throws HOST_PATH_OUTSIDE, and HOST_NO_SOURCES for a path in which there is none, which is mostly a misspelling.
 */
export function sourcesIn({ sources }: WalkedSources, paths: readonly string[]): string[] {
  const chosen = new Set<string>();
  for (const given of paths) {
    const path = /^(?:\.\/*)+$/.test(given) ? '' : normalisePath(given);
    const found = sources.filter((each) => isWithin(each, path));
    if (found.length === 0 && path !== '') throw noSources(given);
    for (const each of found) chosen.add(each);
  }
  return [...chosen].sort();
}

function isWithin(file: string, path: string): boolean {
  return path === '' || file === path || file.startsWith(`${path}/`);
}

function noSources(path: string) {
  return hostError('HOST_NO_SOURCES', `there is no source file in ${path}`, {
    why: 'it is not there, holds none, or git ignores it',
    fix: 'give a file or folder of the project, relative to its package.json',
  });
}
