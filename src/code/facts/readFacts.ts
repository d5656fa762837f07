import type { SourceText } from '../follow/project.js';
import { LazyProject } from '../follow/project.js';
import { interpreter } from '../follow/interpreter.js';
import type { Alias } from '../follow/resolve.js';
import { findServed, findHelpers } from './findWorkflows.js';
import { followHelper, followServed } from './followWorkflow.js';
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
  const sources = files.filter(
    ({ path }) => /\.[cm]?[jt]sx?$/.test(path) && !path.endsWith('.d.ts'),
  );
  const project = new LazyProject(sources, aliases, interpreter);
  if (readsAll) for (const { path } of sources) project.module(path);

  const served = findServed(project, sources).map((each) => followServed(project, each));
  const helpers = findHelpers(project).flatMap((each) => followHelper(project, each));
  return {
    // What follows the first error in a file mostly comes of it.
    unreadable: project
      .modules()
      .flatMap(({ path, syntaxErrors }) =>
        syntaxErrors.slice(0, 1).map(({ message, at }) => ({ path, message, at })),
      ),
    workflows: [...served, ...helpers],
  };
}
