import { posix } from 'node:path';
import type { Project } from '../host/project.js';
import { readSources } from '../host/readSources.js';
import { walkSources } from '../host/walkSources.js';

export interface Alias {
  readonly prefix: string;
  readonly target: string;
}

/** Who imports a module of the project: files by the path of the module they import, all without an extension. */
export type Importers = ReadonlyMap<string, readonly string[]>;

/**
 * Which files import which of the `wanted` files. Only the text is read: a specifier in a comment counts, so that a
 * mistake keeps a file rather than loses one.
 */
export function importersOf(project: Project, wanted: readonly string[], alias: Alias): Importers {
  const importers = new Map<string, string[]>(wanted.map((path) => [path, []]));
  const modules = new Map(wanted.map((path) => [withoutExtension(path), path]));
  const { files } = readSources(project, walkSources(project));
  for (const { path, text } of files) {
    for (const specifier of specifiersIn(text)) {
      const target = modules.get(withoutExtension(placeOf(path, specifier, alias)));
      if (target !== undefined && target !== path) importers.get(target)?.push(path);
    }
  }
  return importers;
}

function specifiersIn(text: string): Set<string> {
  const found = text.matchAll(/\b(?:from|import|require|mock)\s*\(?\s*['"`]([^'"`\n]+)['"`]/g);
  return new Set([...found].flatMap(([, specifier]) => specifier ?? []));
}

function placeOf(from: string, specifier: string, { prefix, target }: Alias): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  if (!specifier.startsWith(prefix)) return specifier;
  return posix.join(target, specifier.slice(prefix.length));
}

function withoutExtension(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '');
}
