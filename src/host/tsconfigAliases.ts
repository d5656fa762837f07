import { basename, dirname, join, posix, relative, sep } from 'node:path';
import { createPathsMatcher, type TsConfigResult } from 'get-tsconfig';
import type { ImportAlias } from './importAlias.js';
import type { Project } from './project.js';
import { readTsconfig } from './readTsconfig.js';

/**
 * What imports mean that are neither relative nor of packages, by the given tsconfig.json files, what they extend and what
 * they refer to. In the order in which TypeScript tries: the innermost file first, its longest prefix, its first target.
 * A file that cannot be read is left out: its imports count as packages.
 */
export function tsconfigAliases(
  { root }: Pick<Project, 'root'>,
  tsconfigs: readonly string[],
): ImportAlias[] {
  const innermostFirst = [...tsconfigs].sort((a, b) => depthOf(b) - depthOf(a));
  return innermostFirst.flatMap((path) => {
    const within = posix.dirname(path) === '.' ? '' : posix.dirname(path);
    return withReferences(join(root, path)).flatMap((tsconfig) =>
      aliasesIn(root, tsconfig).map((alias) => ({ ...alias, within })),
    );
  });
}

/** A tsconfig.json of a Vite or Angular project only refers to the files that say something. */
function withReferences(path: string): TsConfigResult[] {
  const own = readTsconfig(path);
  const references = own.flatMap(({ config }) => config.references ?? []);
  const others = references.flatMap((each) => {
    const target = join(dirname(path), each.path);
    return readTsconfig(target.endsWith('.json') ? target : join(target, 'tsconfig.json'));
  });
  // What is referred to in another folder has been found there.
  return [...own, ...others.filter((each) => dirname(each.path) === dirname(path))];
}

function aliasesIn(root: string, tsconfig: TsConfigResult): Omit<ImportAlias, 'within'>[] {
  // The matcher knows which of the tsconfigs that extend each other the targets are relative to.
  const match = createPathsMatcher(tsconfig);
  const { paths = {}, baseUrl } = tsconfig.config.compilerOptions ?? {};
  const patterns = Object.keys(paths).sort((a, b) => b.length - a.length);
  const inRoot = (path: string) => relative(root, path).split(sep).join('/');
  return [...patterns, ...(baseUrl === undefined ? [] : ['*'])].flatMap((pattern) => {
    const isExact = !pattern.includes('*');
    const prefix = pattern.replace(/\*$/, '');
    if (prefix.includes('*')) return [];
    const candidates = match?.(isExact ? pattern : `${prefix}${PROBE}`) ?? [];
    return candidates.flatMap((each): Omit<ImportAlias, 'within'>[] => {
      if (isExact) return [{ prefix, target: inRoot(each), isExact }];
      return basename(each) === PROBE ? [{ prefix, target: inRoot(dirname(each)), isExact }] : [];
    });
  });
}

const PROBE = 'module-in-question';

function depthOf(path: string): number {
  return path.split('/').length;
}
