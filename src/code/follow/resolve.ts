import { MODULE_ENDINGS } from '../../shared/moduleEndings.js';

/** `@/x` means `src/x`: prefix `@/`, target `src`. The first one that leads to a file counts. */
export interface Alias {
  readonly prefix: string;
  readonly target: string;
  /** The folder whose files may use it; all may without one. */
  readonly within?: string;
  /** It stands for one specifier, not for all that begin like it. */
  readonly isExact?: boolean;
}

/** The file among `paths` that an import means, the way bundlers look it up: as written, with an ending, as a folder. */
export function resolveImport(
  paths: { has(path: string): boolean },
  aliases: readonly Alias[],
  from: string,
  specifier: string,
): string | undefined {
  for (const base of basesOf(aliases, from, specifier)) {
    const found = candidates(base).find((path) => paths.has(path));
    if (found !== undefined) return found;
  }
  return undefined;
}

function basesOf(aliases: readonly Alias[], from: string, specifier: string): string[] {
  if (specifier.startsWith('.')) {
    return [joinPath(from.split('/').slice(0, -1).join('/'), specifier)];
  }
  return aliases
    .filter(({ within = '' }) => within === '' || from.startsWith(`${within}/`))
    .filter(({ prefix, isExact }) =>
      isExact ? specifier === prefix : specifier.startsWith(prefix),
    )
    .map(({ prefix, target }) => joinPath(target, specifier.slice(prefix.length)));
}

function candidates(base: string): string[] {
  const source = base.replace(/\.([cm]?)js$/, '.$1ts');
  return [
    ...MODULE_ENDINGS.map((ending) => base + ending),
    source,
    base.replace(/\.jsx?$/, '.tsx'),
  ];
}

function joinPath(folder: string, relative: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${relative}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
