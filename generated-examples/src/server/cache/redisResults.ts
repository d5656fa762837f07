import { readEnvironment } from '@/server/env';
import { getRedis } from './redis';
import type { ResultStore, SavedResult } from './resultStore';

/** Results kept in Redis, a hash for each item: `{namespace}:{kind}:{item id}`. */
export function redisResults(kind: string): ResultStore {
  const prefix = `${readEnvironment().STORE_NAMESPACE}:${kind}:`;

  return {
    async save(itemId, data, rootRunId) {
      const redis = await getRedis();
      await redis
        .multi()
        .hSet(prefix + itemId, { data: JSON.stringify(data), rootRunId })
        .hIncrBy(prefix + itemId, 'revision', 1)
        .exec();
    },

    async data(itemId) {
      const redis = await getRedis();
      const data = await redis.hGet(prefix + itemId, 'data');
      const parsed: unknown = data === null ? undefined : JSON.parse(data);
      return parsed;
    },

    find: (itemIds) => readAll(prefix, itemIds),

    async all() {
      const keys = await keysOf(prefix);
      return readAll(prefix, keys.map((key) => key.slice(prefix.length)).sort());
    },

    async clear() {
      const redis = await getRedis();
      const keys = await keysOf(prefix);
      if (keys.length > 0) await redis.unlink(keys);
    },
  };
}

/** Commands of one tick share a round trip: the client pipelines them. */
async function readAll(prefix: string, itemIds: readonly string[]): Promise<SavedResult[]> {
  const redis = await getRedis();
  const found = await Promise.all(
    itemIds.map(async (itemId): Promise<SavedResult[]> => {
      const [rootRunId, revision] = await redis.hmGet(prefix + itemId, ['rootRunId', 'revision']);
      return rootRunId == null ? [] : [{ itemId, rootRunId, revision: Number(revision) }];
    }),
  );
  return found.flat();
}

/** `SCAN` may return a key twice. */
async function keysOf(prefix: string): Promise<string[]> {
  const redis = await getRedis();
  const keys = new Set<string>();
  for await (const batch of redis.scanIterator({ MATCH: `${prefix}*`, COUNT: 500 })) {
    for (const key of batch) keys.add(key);
  }
  return [...keys];
}
