import { resolveImport, type Alias } from '../follow/resolve.js';

export interface SourceText {
  /** Project relative, forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** The texts of a project, and which of them imports which: known without parsing. */
export interface Sources {
  /** Functions out of reach that end in `serve`: `@vendor/x#serveTraced`. */
  readonly wrappers: readonly string[];
  readonly texts: ReadonlyMap<string, string>;
  /** The path of the file that `specifier` means, if it is among the texts. */
  readonly resolve: (from: string, specifier: string) => string | undefined;
  /** The files that a file imports or re-exports from, as far as they are among the texts. */
  readonly targetsOf: (path: string) => readonly string[];
}

export function createSources(
  files: readonly SourceText[],
  aliases: readonly Alias[],
  wrappers: readonly string[] = [],
): Sources {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const targets = new Map<string, readonly string[]>();
  const resolved = new Map<string, Map<string, string | undefined>>();
  const resolve = (from: string, specifier: string) => {
    const known = resolved.get(from) ?? new Map<string, string | undefined>();
    if (known.has(specifier)) return known.get(specifier);
    const target = resolveImport(texts, aliases, from, specifier);
    resolved.set(from, known.set(specifier, target));
    return target;
  };
  return {
    wrappers,
    texts,
    resolve,
    targetsOf(path) {
      const known = targets.get(path);
      if (known) return known;
      const found = specifiersIn(texts.get(path) ?? '').flatMap(
        (specifier) => resolve(path, specifier) ?? [],
      );
      targets.set(path, found);
      return found;
    },
  };
}

/** The given files and all that they need, directly or not. */
export function reachOf(paths: Iterable<string>, { targetsOf }: Sources): Set<string> {
  const reached = new Set(paths);
  for (const path of reached) {
    for (const target of targetsOf(path)) reached.add(target);
  }
  return reached;
}

const specifiers = /\bfrom\s*['"]([^'"\n]+)['"]|\b(?:import|require)\s*\(?\s*['"]([^'"\n]+)['"]/g;

function specifiersIn(text: string): string[] {
  const found = [...text.matchAll(specifiers)].map(([, from, imported]) => from ?? imported ?? '');
  return [...new Set(found)];
}

/** Tests are known by their names; a folder `test` may well be a route. */
export function isTest(path: string): boolean {
  return /\.(test|spec)\.[cm]?[jt]sx?$|(^|\/)__(tests|mocks)__\//.test(path);
}

/** Whether a file is code: declarations and data are not. */
export function isSource(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path) && !/\.d\.[cm]?ts$/.test(path);
}
