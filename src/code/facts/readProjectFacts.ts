import { factsKeys, type FactsCache } from './factsCache.js';
import type { FileFacts } from './fileFacts.js';
import { mergeFacts } from './mergeFacts.js';
import { nearFiles } from './nearFiles.js';
import { type FactsThreads, startFactsThreads } from './factsThreads.js';
import type { FactsOptions } from './readFacts.js';
import { sharesOf, type Settings } from './share.js';
import { createSources, isSource, type Sources, type SourceText } from './sourceText.js';
import { readTextFacts } from './textFacts.js';
import type { Facts } from './workflowFacts.js';

/** A thread loads the compiler anew; in that time some hundred files are read. */
const FILES_FOR_THREADS = 800;

export interface ProjectFactsOptions extends Omit<FactsOptions, 'readsAll'> {
  /** Facts of earlier runs; only files whose facts are not among them are read. */
  readonly cache?: FactsCache | undefined;
  /** Threads that have been started in good time; whoever started them ends them. */
  readonly threads?: FactsThreads | undefined;
}

interface How {
  readonly settings: Settings;
  readonly threads: FactsThreads | undefined;
}

/** What `readFacts` answers, for projects of any size: in threads where there is much to read. */
export async function readProjectFacts(
  files: readonly SourceText[],
  { aliases, wrappers = [], sdks, cache, threads }: ProjectFactsOptions,
): Promise<Facts> {
  const code = files.filter(({ path }) => isSource(path));
  const sources = createSources(code, aliases, wrappers);
  const near = nearFiles(sources);
  const how = { settings: { near, aliases, wrappers }, threads };
  const reading = cache ? readThrough(cache, sources, how) : readAll(sources, how);
  // Threads are reading meanwhile.
  const texts = readTextFacts(sources);
  return mergeFacts(await reading, texts, sdks);
}

async function readThrough(
  cache: FactsCache,
  sources: Sources,
  { settings, threads }: How,
): Promise<FileFacts[]> {
  const { near, aliases, wrappers } = settings;
  const keys = factsKeys(sources, near, JSON.stringify([aliases, wrappers]));
  const known = new Map<string, FileFacts>();
  for (const [path, key] of keys) {
    const facts = cache.get(key);
    if (facts) known.set(path, facts);
  }
  const missing = new Set([...near].filter((path) => !known.has(path)));
  await read(sources, missing, { settings, threads }, (facts, json) => {
    known.set(facts.path, facts);
    cache.set(keys.get(facts.path) ?? '', facts, json);
  });
  return [...near].flatMap((path) => known.get(path) ?? []);
}

async function readAll(sources: Sources, how: How): Promise<FileFacts[]> {
  const all: FileFacts[] = [];
  await read(sources, how.settings.near, how, (facts) => all.push(facts));
  return all;
}

async function read(
  sources: Sources,
  paths: ReadonlySet<string>,
  { settings, threads: started }: How,
  onRead: (facts: FileFacts, json?: string) => void,
): Promise<void> {
  if (paths.size === 0) return;
  const threads = started ?? (paths.size < FILES_FOR_THREADS ? undefined : startFactsThreads());
  if (threads) {
    const shares = sharesOf(sources, paths, { ...settings, count: threads.count });
    try {
      await threads.read(shares, onRead);
    } finally {
      if (threads !== started) threads.end();
    }
    return;
  }
  // The compiler takes two thirds of a second to load.
  const { readShare } = await import('./readShare.js');
  for (const batch of readShare(sources, settings.near, paths))
    for (const facts of batch) onRead(facts);
}
