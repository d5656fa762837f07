import type { Alias } from '../follow/resolve.js';
import { batchesOf } from './batches.js';
import { reachOf, type Sources, type SourceText } from './sourceText.js';

/** Some files to read, with all that they need: a thread is given nothing else. */
export interface Share extends Settings {
  readonly paths: readonly string[];
  readonly files: readonly SourceText[];
}

/** What else decides what is read. */
export interface Settings {
  readonly near: ReadonlySet<string>;
  readonly aliases: readonly Alias[];
  readonly wrappers: readonly string[];
}

/** Divides what is to be read into as many shares of about the same amount of text. */
export function sharesOf(
  sources: Sources,
  paths: ReadonlySet<string>,
  { count, ...settings }: Settings & { readonly count: number },
): Share[] {
  const batches = batchesOf(paths, sources.targetsOf);
  const shares = Array.from({ length: count }, (): { paths: string[]; size: number } => ({
    paths: [],
    size: 0,
  }));
  for (const batch of batches) {
    const smallest = shares.reduce((one, other) => (other.size < one.size ? other : one));
    smallest.paths.push(...batch);
    smallest.size += batch.reduce((sum, path) => sum + textOf(sources, path).length, 0);
  }
  return shares.map((share) => ({
    ...settings,
    paths: share.paths,
    files: [...reachOf(share.paths, sources)].map((path) => ({
      path,
      text: textOf(sources, path),
    })),
  }));
}

function textOf({ texts }: Sources, path: string): string {
  return texts.get(path) ?? '';
}
