import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { MODULE_ENDINGS } from '../shared/moduleEndings.js';
import type { Alias } from './detectAlias.js';
import type { Project } from './project.js';

/** What a text imports, mocks included. Only the text is read, so a specifier in a comment counts. */
export function specifiersIn(text: string): Set<string> {
  const found = text.matchAll(/\b(?:from|import|require|mock)\s*\(?\s*['"`]([^'"`\n]+)['"`]/g);
  return new Set([...found].flatMap(([, specifier]) => specifier ?? []));
}

/** Where a specifier leads, project relative and without an extension; one of a package is as it was. */
export function moduleAt(from: string, specifier: string, { prefix, target }: Alias): string {
  if (specifier.startsWith('.')) {
    return withoutExtension(posix.join(posix.dirname(from), specifier));
  }
  if (!specifier.startsWith(prefix)) return specifier;
  return withoutExtension(posix.join(target, specifier.slice(prefix.length)));
}

/** The module that a file is, as others import it. */
export function withoutExtension(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '');
}

/** Whether a project has a file that is the module, among those that are not `gone`. */
export function hasModule(
  project: Project,
  module: string,
  gone: ReadonlySet<string> = new Set(),
): boolean {
  return MODULE_ENDINGS.map((ending) => module + ending).some(
    (path) => !gone.has(path) && existsSync(join(project.root, path)),
  );
}
