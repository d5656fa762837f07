import { sha256OfParts } from '../../shared/sha256.js';
import type { FileFacts } from './fileFacts.js';
import { reachOf, type Sources } from './sourceText.js';

/** Facts by a key that says everything they depend on. */
export interface FactsCache {
  get(key: string): FileFacts | undefined;
  /** `json` is the facts as JSON, where that has been made already. */
  set(key: string, facts: FileFacts, json?: string): void;
}

/**
 * For each of the files a key made of its own text and of the texts that it needs, of who they are to one another, and of
 * `settings`: whatever else decides what is read.
 */
export function factsKeys(
  sources: Sources,
  paths: ReadonlySet<string>,
  settings: string,
): ReadonlyMap<string, string> {
  const digests = new Map<string, string>();
  const digestOf = (path: string) => {
    const known = digests.get(path) ?? sha256OfParts([path, sources.texts.get(path) ?? '']);
    digests.set(path, known);
    return known;
  };
  return new Map(
    [...paths].map((path) => {
      const reached = [...reachOf([path], sources)];
      const nearness = reached.map((each) => (paths.has(each) ? 'near' : 'far'));
      return [path, sha256OfParts([settings, ...reached.map(digestOf), ...nearness])];
    }),
  );
}
