import { expect, it } from 'vitest';
import { placeholdersCache } from '@/server/cache/placeholders';
import { storeCounts } from '@/server/store/counts';
import { clearStore, seedStore, userId } from '@/server/store/seed';

it('counts items, results and writes of a seeded store', async () => {
  await seedStore({ users: 3, agents: 4 });
  await placeholdersCache.save(userId(0), { placeholders: ['x'] }, 'run-1');
  await placeholdersCache.save(userId(0), { placeholders: ['y'] }, 'run-1');

  expect(await storeCounts()).toEqual({
    users: { total: 3, subscribed: 2 },
    agents: { total: 4 },
    placeholders: { saved: 1, writes: 2 },
    welcomes: { saved: 0, writes: 0 },
  });
});

it('counts nothing in a store that was cleared', async () => {
  await seedStore({ users: 3, agents: 4 });
  await clearStore();

  expect(await storeCounts()).toMatchObject({ users: { total: 0 }, agents: { total: 0 } });
});
