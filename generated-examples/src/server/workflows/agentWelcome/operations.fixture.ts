import { welcomesCache } from '@/server/cache/welcomes';
import { agentId, clearStore, seedStore } from '@/server/store/seed';

/** The data that the integration test runs on: the real store, in a namespace of its own. */
export const fixture = {
  /** A fresh store with `count` eligible agents without a result. Answers their ids in the order of the pages. */
  async setUp(count: number): Promise<string[]> {
    await seedStore({ users: 2, agents: count });
    return Array.from({ length: count }, (_, n) => agentId(n));
  },

  /** The ids with a saved result, one entry per saved result. */
  async saved(): Promise<string[]> {
    return (await welcomesCache.all()).map((result) => result.itemId);
  },

  async tearDown(): Promise<void> {
    await clearStore();
  },
};
