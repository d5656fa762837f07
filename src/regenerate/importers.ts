import type { Alias } from '../host/detectAlias.js';
import { moduleAt, specifiersIn, withoutExtension } from '../host/moduleSpecifiers.js';
import type { Project } from '../host/project.js';
import { readSources } from '../host/readSources.js';
import { walkSources } from '../host/walkSources.js';

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
      const target = modules.get(moduleAt(path, specifier, alias));
      if (target !== undefined && target !== path) importers.get(target)?.push(path);
    }
  }
  return importers;
}
