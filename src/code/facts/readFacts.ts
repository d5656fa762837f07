import type { Alias } from '../follow/resolve.js';
import { mergeFacts } from './mergeFacts.js';
import { nearFiles } from './nearFiles.js';
import { readShare } from './readShare.js';
import { createSources, isSource, type SourceText } from './sourceText.js';
import { readTextFacts } from './textFacts.js';
import type { Facts } from './workflowFacts.js';

export interface FactsOptions {
  readonly aliases: readonly Alias[];
  /** Functions out of reach that end in `serve`: `@vendor/x#serveTraced`. */
  readonly wrappers?: readonly string[];
  readonly sdks?: Facts['sdks'];
  /** Read every file, so that each one's syntax errors are known, and not only those that can matter. */
  readonly readsAll?: boolean;
}

/**
 * What the given files say about workflows. Files that mention the SDK, and those that import them, are read; others only
 * when an import leads there. Never throws for bad code: files that cannot be parsed are listed.
 */
export function readFacts(
  files: readonly SourceText[],
  { aliases, wrappers, sdks, readsAll = false }: FactsOptions,
): Facts {
  const sources = createSources(
    files.filter(({ path }) => isSource(path)),
    aliases,
    wrappers,
  );
  const near = nearFiles(sources);
  const read = readShare(sources, near, readsAll ? sources.texts.keys() : near);
  return mergeFacts([...read].flat(), readTextFacts(sources), sdks);
}
