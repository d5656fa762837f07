import { afterEach, expect, it, vi } from 'vitest';
import { GET } from '@/app/(backend)/api/demo/counts/route';
import { POST } from '@/app/(backend)/api/demo/seed/route';

const seed = (body: unknown) =>
  POST(
    new Request('http://localhost/api/demo/seed', { method: 'POST', body: JSON.stringify(body) }),
  );

afterEach(() => vi.unstubAllEnvs());

it('does not exist unless the server was started for a demo', async () => {
  expect((await GET()).status).toBe(404);
  expect((await seed({ users: 1 })).status).toBe(404);
});

it('seeds the store and answers its counts', async () => {
  vi.stubEnv('DEMO', '1');

  expect(await (await seed({ users: 4, agents: 2 })).json()).toMatchObject({
    users: { total: 4, subscribed: 2 },
    agents: { total: 2 },
  });
  expect(await (await GET()).json()).toMatchObject({ users: { total: 4 } });
});

it('refuses a size that is not one', async () => {
  vi.stubEnv('DEMO', '1');

  expect((await seed({ users: -1 })).status).toBe(400);
});
