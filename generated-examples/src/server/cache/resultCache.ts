import type { z } from 'zod';
import { readEnvironment } from '@/server/env';
import { databaseResults } from './databaseResults';
import { redisResults } from './redisResults';
import type { ResultStore, SavedResult } from './resultStore';

/** Cached results of one kind, checked against their schema when they are read. */
export function resultCache<T>(kind: string, schema: z.ZodType<T>) {
  return {
    kind,

    save: (itemId: string, data: T, rootRunId: string): Promise<void> =>
      storeOf(kind).save(itemId, data, rootRunId),

    async read(itemId: string): Promise<T | undefined> {
      const data = await storeOf(kind).data(itemId);
      return data === undefined ? undefined : schema.parse(data);
    },

    /** Those of the ids that have no result yet, in the order given. */
    async missing(itemIds: readonly string[]): Promise<string[]> {
      const found = new Set((await storeOf(kind).find(itemIds)).map((result) => result.itemId));
      return itemIds.filter((id) => !found.has(id));
    },

    /** Those of the ids whose result came from this entry run, in the order given. */
    async savedBy(itemIds: readonly string[], rootRunId: string): Promise<string[]> {
      const found = await storeOf(kind).find(itemIds);
      const own = new Set(
        found.filter((result) => result.rootRunId === rootRunId).map((result) => result.itemId),
      );
      return itemIds.filter((id) => own.has(id));
    },

    all: (): Promise<SavedResult[]> => storeOf(kind).all(),

    clear: (): Promise<void> => storeOf(kind).clear(),
  };
}

/** Whether results are in the database, next to the items, so that one query can count both. */
export function resultsAreInDatabase(): boolean {
  return readEnvironment().REDIS_URL === undefined;
}

function storeOf(kind: string): ResultStore {
  return resultsAreInDatabase() ? databaseResults(kind) : redisResults(kind);
}
