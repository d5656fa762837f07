import { availableParallelism } from 'node:os';
import { factsKeys, type FactsCache } from './factsCache.js';
import type { FileFacts } from './fileFacts.js';
import { mergeFacts } from './mergeFacts.js';
import { nearFiles } from './nearFiles.js';
import type { FactsOptions } from './readFacts.js';
import { canUseThreads, readInThread } from './readInThread.js';
import { sharesOf, type Settings } from './share.js';
import { createSources, isSource, type Sources, type SourceText } from './sourceText.js';
import { readTextFacts } from './textFacts.js';
import type { Facts } from './workflowFacts.js';

/** A thread loads the compiler anew; in that time some hundred files are read. */
const FILES_PER_THREAD = 400;

const MAX_THREADS = 2;

export interface ProjectFactsOptions extends Omit<FactsOptions, 'readsAll'> {
  /** Facts of earlier runs; only files whose facts are not among them are read. */
  readonly cache?: FactsCache | undefined;
}

/** What `readFacts` answers, for projects of any size: in threads where there is much to read. */
export async function readProjectFacts(
  files: readonly SourceText[],
  { aliases, wrappers = [], sdks, cache }: ProjectFactsOptions,
): Promise<Facts> {
  const code = files.filter(({ path }) => isSource(path));
  const sources = createSources(code, aliases, wrappers);
  const near = nearFiles(sources);
  const settings = { near, aliases, wrappers };
  return mergeFacts(
    cache ? await readThrough(cache, sources, settings) : await read(sources, near, settings),
    readTextFacts(sources),
    sdks,
  );
}

async function readThrough(
  cache: FactsCache,
  sources: Sources,
  settings: Settings,
): Promise<FileFacts[]> {
  const { near, aliases, wrappers } = settings;
  const keys = factsKeys(sources, near, JSON.stringify([aliases, wrappers]));
  const known = new Map<string, FileFacts>();
  for (const [path, key] of keys) {
    const facts = cache.get(key);
    if (facts) known.set(path, facts);
  }
  const missing = new Set([...near].filter((path) => !known.has(path)));
  for (const facts of await read(sources, missing, settings)) {
    known.set(facts.path, facts);
    cache.set(keys.get(facts.path) ?? '', facts);
  }
  return [...near].flatMap((path) => known.get(path) ?? []);
}

async function read(
  sources: Sources,
  paths: ReadonlySet<string>,
  settings: Settings,
): Promise<FileFacts[]> {
  if (paths.size === 0) return [];
  const count = Math.min(MAX_THREADS, availableParallelism(), paths.size / FILES_PER_THREAD);
  if (count >= 2 && canUseThreads()) {
    const shares = sharesOf(sources, paths, { ...settings, count: Math.floor(count) });
    return (await Promise.all(shares.map(readInThread))).flat();
  }
  // The compiler takes two thirds of a second to load.
  const { readShare } = await import('./readShare.js');
  return readShare(sources, settings.near, paths);
}
