import { afterEach, describe, expect, it, vi } from 'vitest';
import { users } from '@/server/database/schema';
import { closeServerDB, getServerDB } from '@/server/database/server';

afterEach(() => vi.unstubAllEnvs());

describe('getServerDB', () => {
  it('opens one connection for callers at the same time', async () => {
    const [one, two] = await Promise.all([getServerDB(), getServerDB()]);

    expect(one).toBe(two);
  });

  it('finds its tables already there when it opens again', async () => {
    await getServerDB();
    await closeServerDB();
    const db = await getServerDB();

    expect(await db.$count(users)).toBeTypeOf('number');
  });

  it('tries again after a connection that failed', async () => {
    await closeServerDB();
    vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/nothing');
    await expect(getServerDB()).rejects.toThrow();

    vi.unstubAllEnvs();
    expect(await (await getServerDB()).$count(users)).toBeTypeOf('number');
  });
});
