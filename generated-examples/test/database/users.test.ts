import { beforeAll, describe, expect, it } from 'vitest';
import { resultsAreInDatabase } from '@/server/cache/resultCache';
import { placeholdersCache } from '@/server/cache/placeholders';
import { getServerDB } from '@/server/database/server';
import { countUsers, findUser, listUserIds } from '@/server/database/users';
import { seedStore, userId } from '@/server/store/seed';

beforeAll(() => seedStore({ users: 5, agents: 0 }));

describe('users', () => {
  it('lists ids page by page, without a gap or a repetition', async () => {
    const db = await getServerDB();
    const first = await listUserIds(db, { take: 3 }, {});
    const second = await listUserIds(db, { after: first.at(-1), take: 3 }, {});

    expect(first).toEqual([userId(0), userId(1), userId(2)]);
    expect(second).toEqual([userId(3), userId(4)]);
  });

  it('lists subscribed users only when asked to', async () => {
    const db = await getServerDB();

    expect(await listUserIds(db, { take: 9 }, { paidOnly: true })).toEqual([
      userId(0),
      userId(2),
      userId(4),
    ]);
  });

  it('loads one user, and nothing for an unknown id', async () => {
    const db = await getServerDB();

    expect(await findUser(db, userId(1), {})).toEqual({ id: userId(1), name: 'User 2' });
    expect(await findUser(db, 'nobody', {})).toBeUndefined();
  });

  it('does not find a user outside the scope', async () => {
    const db = await getServerDB();

    expect(await findUser(db, userId(0), { paidOnly: true })).toMatchObject({ id: userId(0) });
    expect(await findUser(db, userId(1), { paidOnly: true })).toBeUndefined();
  });

  it('counts users and those that still need work', async () => {
    const db = await getServerDB();
    await placeholdersCache.save(userId(0), { placeholders: ['x'] }, 'run-1');
    const done = resultsAreInDatabase() ? 1 : 0;

    expect(await countUsers(db, placeholdersCache.kind, {})).toEqual({
      totalEligible: 5,
      toProcess: 5 - done,
    });
    expect(await countUsers(db, placeholdersCache.kind, { paidOnly: true })).toEqual({
      totalEligible: 3,
      toProcess: 3 - done,
    });
  });
});
