import { placeholdersCache } from '@/server/cache/placeholders';
import { clearStore, seedStore, userId } from '@/server/store/seed';

/** The data that the integration test runs on: the real store, in a namespace of its own. */
export const fixture = {
  /** A fresh store with `count` eligible users without a result. Answers their ids in the order of the pages. */
  async setUp(count: number): Promise<string[]> {
    await seedStore({ users: count, agents: 0 });
    return Array.from({ length: count }, (_, n) => userId(n));
  },

  /** The ids with a saved result, one entry per saved result. */
  async saved(): Promise<string[]> {
    return (await placeholdersCache.all()).map((result) => result.itemId);
  },

  async tearDown(): Promise<void> {
    await clearStore();
  },
};
