import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Transition } from './change.js';
import { hostError } from './errors.js';
import { resolveInside } from './paths.js';
import type { Project } from './project.js';

/**
 * Refuses files that cannot exist beside each other or beside what is there: HOST_CASE_COLLISION for names that differ only in
 * case (one file on macOS and Windows), HOST_NOT_A_FOLDER for a file where a folder is needed. Returns the folders to make, parents first.
 */
export async function checkPlaces(
  project: Project,
  transitions: readonly Transition[],
): Promise<string[]> {
  const removed = new Set(transitions.filter(({ after }) => !after).map(({ path }) => path));
  const made = transitions.filter(({ after }) => after).map(({ path }) => path);
  refuseAmongThemselves(made);

  const names = namesOnce(project);
  const statsOf = once((path) => resolveInside(project, path).then(({ stats }) => stats));
  const missing = new Set<string>();
  const checked = new Set<string>();
  for (const path of made) {
    for (const prefix of prefixesOf(path)) {
      if (!checked.has(prefix)) await refuseOtherCase(names, prefix, removed);
      checked.add(prefix);
      if (prefix === path) continue;
      const stats = await statsOf(prefix);
      if (stats === undefined || removed.has(prefix)) missing.add(prefix);
      else if (!stats.isDirectory()) throw notAFolder(prefix, path);
    }
  }
  return [...missing].sort((a, b) => a.split('/').length - b.split('/').length);
}

function refuseAmongThemselves(paths: readonly string[]): void {
  const files = new Set(paths);
  const spellings = new Map<string, string>();
  for (const path of paths) {
    for (const prefix of prefixesOf(path)) {
      if (prefix !== path && files.has(prefix)) throw notAFolder(prefix, path);
      const spelling = spellings.get(fold(prefix)) ?? prefix;
      if (spelling !== prefix) throw caseCollision(prefix, spelling);
      spellings.set(fold(prefix), prefix);
    }
  }
}

async function refuseOtherCase(
  names: Names,
  path: string,
  removed: ReadonlySet<string>,
): Promise<void> {
  const slash = path.lastIndexOf('/');
  const parent = path.slice(0, Math.max(slash, 0));
  const name = path.slice(slash + 1);
  const { exact, folded } = await names(parent);
  const other = exact.has(name) ? undefined : folded.get(fold(name));
  if (other === undefined) return;
  const otherPath = parent === '' ? other : `${parent}/${other}`;
  if (!removed.has(otherPath)) throw caseCollision(path, otherPath);
}

/** What a folder holds, as it is spelled and by what would be the same name. */
type Names = (
  folder: string,
) => Promise<{ exact: ReadonlySet<string>; folded: ReadonlyMap<string, string> }>;

/** A folder may hold thousands, and thousands may be written into it: it is read once. */
function namesOnce(project: Project): Names {
  return once(async (folder) => {
    const names = await namesIn(project, folder);
    return {
      exact: new Set(names),
      folded: new Map(names.map((name) => [fold(name), name])),
    };
  });
}

async function namesIn(project: Project, folder: string): Promise<string[]> {
  if (folder === '') return readdir(project.root);
  const { absolute, stats } = await resolveInside(project, folder);
  return stats?.isDirectory() ? readdir(join(absolute)) : [];
}

function once<Value>(of: (path: string) => Promise<Value>): (path: string) => Promise<Value> {
  const known = new Map<string, Promise<Value>>();
  return (path) => {
    const value = known.get(path) ?? of(path);
    known.set(path, value);
    return value;
  };
}

/** `a`, `a/b`, `a/b/c` for `a/b/c`. */
function prefixesOf(path: string): string[] {
  const segments = path.split('/');
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
}

function fold(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

function caseCollision(path: string, other: string) {
  return hostError('HOST_CASE_COLLISION', `${path} and ${other} differ only in case`, {
    why: 'they are one file on macOS and Windows',
    fix: `rename ${other}, or choose a name that is spelled the same`,
  });
}

function notAFolder(file: string, path: string) {
  return hostError('HOST_NOT_A_FOLDER', `${file} is a file`, {
    why: `${path} needs a folder there`,
    fix: 'move the file away, or choose another folder',
  });
}
