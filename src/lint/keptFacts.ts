import { z } from 'zod';
import type { FactsCache } from '../code/facts/factsCache.js';
import type { FileFacts } from '../code/facts/fileFacts.js';
import type { CacheFolder } from '../host/cacheFolder.js';

/** The stamp has been compared: these are our own words. */
const kept = z.custom<FileFacts>((value) => typeof value === 'object');

const NAME = 'facts.jsonl';

/** Facts between two runs: a line for each file, so that only those that are asked for are parsed. */
export interface KeptFacts extends FactsCache {
  /** Writes what this run has asked for or made, when anything was made; the rest is forgotten. */
  keep(): void;
}

/** `stamp` says who made the facts: other rules may need other facts. */
export function keptFacts(folder: CacheFolder, stamp: string): KeptFacts {
  const before = new Map<string, string>();
  const [madeBy, ...lines] = folder.read(NAME)?.split('\n') ?? [];
  if (madeBy === stamp) {
    for (const line of lines) before.set(line.slice(0, line.indexOf(' ')), line);
  }
  const asked = new Map<string, string>();
  let hasNew = false;
  return {
    get(key) {
      const line = before.get(key);
      if (line === undefined) return undefined;
      asked.set(key, line);
      return kept.parse(JSON.parse(line.slice(key.length + 1)));
    },
    set(key, facts, json = JSON.stringify(facts)) {
      hasNew = true;
      asked.set(key, `${key} ${json}`);
    },
    keep() {
      if (hasNew) folder.write(NAME, asLines(stamp, asked.values()));
    },
  };
}

function* asLines(first: string, others: Iterable<string>): Generator<string> {
  yield first;
  for (const line of others) yield `\n${line}`;
}
