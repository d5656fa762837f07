import { expect, test } from 'vitest';
import { createTestKit } from 'trifold/testing';
import type { TestKit } from 'trifold/testing';

const ANSWER = { headers: { 'upstash-workflow-sdk-version': '1' } };

function startRun(kit: TestKit, id: string, body: unknown = {}, path = '/work') {
  return fetch(`${kit.engine.url}/v2/batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${kit.engine.token}` },
    body: JSON.stringify([
      {
        destination: `${kit.url}${path}`,
        headers: { 'upstash-workflow-runid': id, 'upstash-workflow-init': 'true' },
        body: JSON.stringify(body),
      },
    ]),
  });
}

/** A route that ends its run with a result, as the SDK does. */
function endsWith(result: unknown) {
  return {
    async POST(request: Request) {
      const id = request.headers.get('upstash-workflow-runid') ?? '';
      await fetch(`${process.env['QSTASH_URL']}/v2/workflows/runs/${id}?cancel=false`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${process.env['QSTASH_TOKEN']}` },
        body: JSON.stringify(result),
      });
      return new Response('', ANSWER);
    },
  };
}

test('sets the environment before it imports routes, and puts it back', async () => {
  process.env['APP_URL'] = 'before';
  process.env['QSTASH_DEV'] = 'true';
  let seen: string | undefined;
  const kit = await createTestKit({
    routes: {
      '/work': () => {
        seen = process.env['QSTASH_URL'];
        return endsWith(1);
      },
    },
    env: { EXTRA: 'yes' },
  });

  expect(seen).toBe(kit.engine.url);
  expect(process.env['APP_URL']).toBe(kit.url);
  expect(process.env['EXTRA']).toBe('yes');
  expect(process.env['QSTASH_DEV']).toBeUndefined();
  await kit.dispose();
  expect(process.env['APP_URL']).toBe('before');
  expect(process.env['QSTASH_DEV']).toBe('true');
  expect(process.env['EXTRA']).toBeUndefined();
  delete process.env['QSTASH_DEV'];
});

test('keeps its address from one kit to the next, for modules that remember it', async () => {
  const first = await createTestKit({ routes: { '/work': endsWith(1) } });
  await first.dispose();
  await using second = await createTestKit({ routes: { '/work': endsWith(1) } });

  expect(second.engine.url).toBe(first.engine.url);
});

test('gives two kits at once engines and fetches of their own', async () => {
  const networkFetch = globalThis.fetch;
  const first = await createTestKit({ routes: { '/work': endsWith(1) } });
  const second = await createTestKit({ routes: { '/work': endsWith(2) } });

  expect(second.engine.url).not.toBe(first.engine.url);
  await startRun(second, 'wfr_a');
  expect((await second.run('a')).result).toBe(2);
  expect(first.runs()).toEqual([]);
  await first.dispose();
  await second.dispose();
  expect(globalThis.fetch).toBe(networkFetch);
});

test('takes the same port again when its kit was disposed', async () => {
  const first = await createTestKit({ routes: { '/work': endsWith(1) } });
  const port = Number(new URL(first.engine.url).port);
  await first.dispose();
  await using second = await createTestKit({ routes: { '/work': endsWith(1) }, port });

  expect(second.engine.url).toBe(first.engine.url);
  await expect(createTestKit({ routes: {}, port })).rejects.toMatchObject({
    code: 'ENGINE_PORT_TAKEN',
  });
});

test('cleans up at the end of its scope: environment, fetch and engine', async () => {
  const before = { ...process.env };
  const networkFetch = globalThis.fetch;
  let url: string;
  {
    await using kit = await createTestKit({
      routes: { '/work': endsWith(1) },
      env: { EXTRA: '1' },
    });
    url = kit.engine.url;
    expect(globalThis.fetch).not.toBe(networkFetch);
  }

  expect(process.env).toEqual(before);
  expect(globalThis.fetch).toBe(networkFetch);
  expect((await fetch(`${url}/v2/keys`)).status).toBe(503);
});

test('puts the environment back in whatever order kits are disposed', async () => {
  const before = { ...process.env };
  const first = await createTestKit({ routes: {}, env: { ONLY_FIRST: '1', BOTH: '1' } });
  const second = await createTestKit({ routes: {}, env: { BOTH: '2' } });

  await first.dispose();
  expect(process.env).toMatchObject({ BOTH: '2', QSTASH_URL: second.engine.url });
  expect(process.env['ONLY_FIRST']).toBeUndefined();
  await second.dispose();

  expect(process.env).toEqual(before);
});

test('asks who is meant at the address of a disposed kit, while two others run', async () => {
  const kits = [];
  for (let n = 0; n < 3; n += 1) kits.push(await createTestKit({ routes: {} }));
  const [first, second, gone] = kits;
  await gone?.dispose();

  const response = await fetch(`${gone?.engine.url}/v2/keys`);

  expect(response.status).toBe(503);
  expect(await response.text()).toContain('kit.within');
  await first?.dispose();
  await second?.dispose();
});

test('says which run is unknown, stuck or still in progress', async () => {
  await using kit = await createTestKit({
    routes: {
      '/stuck': { POST: () => new Response('', ANSWER) },
      '/silent': { POST: () => new Promise<Response>(() => {}) },
    },
    budgetMs: 50,
  });

  await expect(kit.run('nobody')).rejects.toMatchObject({ code: 'TESTING_RUN_UNKNOWN' });
  await startRun(kit, 'wfr_stuck', {}, '/stuck');
  await expect(kit.run('stuck')).rejects.toMatchObject({
    code: 'TESTING_RUN_STUCK',
    message: expect.stringContaining('wfr_stuck of /stuck'),
  });
  await startRun(kit, 'wfr_silent', {}, '/silent');
  await expect(kit.settle()).rejects.toMatchObject({
    code: 'TESTING_NOT_SETTLED',
    why: expect.stringContaining('wfr_silent (/silent'),
  });
});

test('says which route does not load or is missing', async () => {
  const broken = createTestKit({
    routes: { '/bad': () => Promise.reject(new Error('no database')) },
  });
  await expect(broken).rejects.toMatchObject({
    code: 'TESTING_ROUTE_BROKEN',
    message: expect.stringContaining('/bad'),
    why: 'no database',
  });
  await expect(createTestKit({})).rejects.toMatchObject({ code: 'TESTING_ROUTES' });

  await using kit = await createTestKit({ routes: { '/work': endsWith(1) } });
  const response = await kit.post('/other');
  expect(response.status).toBe(404);
  expect(await response.text()).toContain('/work');
});

test('names the items that ran more than once or never, and does not count skipped ones', async () => {
  await using kit = await createTestKit({
    routes: { '/work': endsWith({ success: true }), '/skip': endsWith({ skipped: true }) },
  });
  await startRun(kit, 'wfr_1', { id: 'a' });
  await startRun(kit, 'wfr_2', { id: 'b' });
  await kit.settle();
  const key = (payload: unknown) => JSON.stringify(payload);
  const check = (expected?: string[]) => () =>
    kit.expectExactlyOnce({ path: '/work', key, ...(expected ? { expected } : {}) });

  expect(check()).not.toThrow();
  expect(check(['"c"'])).toThrow('never: "c"');
  await startRun(kit, 'wfr_3', { id: 'a' });
  await kit.settle();
  expect(check()).toThrow('more than once: {"id":"a"} (2)');

  kit.reset();
  await startRun(kit, 'wfr_4', { id: 'a' }, '/skip');
  await kit.settle();
  expect(() => kit.expectExactlyOnce({ path: '/skip', key })).toThrow('never: {"id":"a"}');
});

test('shows the error of a handler that throws past the SDK', async () => {
  await using kit = await createTestKit({
    routes: {
      '/throws': {
        POST() {
          throw new RangeError('out of range');
        },
      },
    },
  });
  await startRun(kit, 'wfr_a', {}, '/throws');

  const run = await kit.run('a');

  expect(run.state).toBe('RUN_FAILED');
  expect(run.failure?.message).toBe('out of range');
  expect(run.failure?.stack).toContain('kit.test.ts');
});
