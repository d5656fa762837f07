import { interpreter } from '../follow/interpreter.js';
import { LazyProject, type SourceText } from '../follow/project.js';
import type { Alias } from '../follow/resolve.js';
import { readFileFacts } from './fileFacts.js';
import { mergeFacts } from './mergeFacts.js';
import type { Facts } from './workflowFacts.js';

export interface FactsOptions {
  readonly aliases: readonly Alias[];
  /** Read every file, so that each one's syntax errors are known, and not only those that can matter. */
  readonly readsAll?: boolean;
}

/**
 * What the given files say about workflows. Files that mention the SDK, and those that import them, are read; others only
 * when an import leads there. Never throws for bad code: files that cannot be parsed are listed.
 */
export function readFacts(
  files: readonly SourceText[],
  { aliases, readsAll = false }: FactsOptions,
): Facts {
  const sources = files.filter(({ path }) => isSource(path));
  const project = new LazyProject(sources, aliases, interpreter);
  const paths = readsAll ? sources.map(({ path }) => path) : [...project.near];
  return mergeFacts(paths.map((path) => readFileFacts(project, path)));
}

/** Whether a file is code: declarations and data are not. */
export function isSource(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path) && !/\.d\.[cm]?ts$/.test(path);
}
