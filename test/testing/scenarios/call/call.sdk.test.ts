import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { startKit } from '../../startKit.js';
import { withoutAnswers } from '../../support/timelineLines.js';
import { startThirdParty } from '../../support/thirdParty.js';

const JSON_TYPE = { 'content-type': 'application/json' };

test('calls a third party and goes on with its answer: three calls of the endpoint', async () => {
  await using shop = await startThirdParty(({ body }) => ({
    status: 201,
    headers: { ...JSON_TYPE, 'x-order': '7' },
    body: `{"got":${body}}`,
  }));
  await using kit = await startKit({
    '/order': () =>
      serve<{ id: number }>(async (context) => {
        const answer = await context.call<{ got: unknown }>('place order', {
          url: `${shop.url}/orders?dry=no`,
          method: 'POST',
          body: JSON.stringify({ id: 1 }),
          headers: { 'x-shop': 'trifold', ...JSON_TYPE },
        });
        return { ...answer, payload: context.requestPayload, order: answer.header['x-order'] };
      }),
  });

  const run = await kit.run(await kit.trigger('/order', { body: { id: 1 } }));

  expect(run.state).toBe('RUN_SUCCESS');
  expect(run.result).toMatchObject({ status: 201, payload: { id: 1 }, order: ['7'] });
  expect(kit.calls['/order']).toBe(3);
  expect(shop.received).toHaveLength(1);
  const [got] = shop.received;
  expect(got).toMatchObject({ method: 'POST', path: '/orders?dry=no' });
  expect(got?.headers).toMatchObject({ 'x-shop': 'trifold', ...JSON_TYPE });
  expect(Object.keys(got?.headers ?? {}).join()).not.toContain('workflow');
  expect(run.deliveries.map(({ kind, status }) => [kind, status])).toEqual([
    ['workflow', 200],
    ['call', 201],
    ['callback', 200],
    ['workflow', 200],
  ]);
  expect(withoutAnswers(kit.timeline(run.workflowRunId))).toEqual([
    '0 s: triggered',
    '0 s: delivered',
    '0 s: published',
    '0 s: delivered',
    '0 s: delivered',
    '0 s: step-appended place order',
    '0 s: delivered',
    '0 s: run-succeeded',
  ]);
});

test('gives the answer of a third party that fails, without failing the run', async () => {
  await using shop = await startThirdParty(() => ({
    status: 404,
    headers: JSON_TYPE,
    body: '{"error":"gone"}',
  }));
  await using kit = await startKit({
    '/gone': () =>
      serve(async (context) => {
        const { status, body } = await context.call('ask', { url: shop.url });
        return { status, body };
      }),
  });

  const run = await kit.run(await kit.trigger('/gone'));

  expect(run.result).toEqual({ status: 404, body: { error: 'gone' } });
  expect(shop.received.map(({ method }) => method)).toEqual(['GET']);
  expect(kit.calls['/gone']).toBe(3);
});

test('retries a third party as the call says, and brings its last answer only', async () => {
  let failures = 2;
  await using shop = await startThirdParty(() => ({ status: failures-- > 0 ? 503 : 200 }));
  await using kit = await startKit({
    '/retry': () =>
      serve(async (context) => {
        const { status } = await context.call('ask', {
          url: shop.url,
          retries: 2,
          retryDelay: '1000 * (1 + retried)',
        });
        return status;
      }),
  });

  const run = await kit.run(await kit.trigger('/retry'));

  expect(run.result).toBe(200);
  expect(shop.received).toHaveLength(3);
  expect(kit.calls['/retry']).toBe(3);
  expect(
    run.deliveries
      .filter(({ kind }) => kind === 'call')
      .map(({ at, status }) => [at - run.createdAt, status]),
  ).toEqual([
    [0, 503],
    [1_000, 503],
    [3_000, 200],
  ]);
});

test('runs calls beside a step in parallel, and joins them', async () => {
  await using shop = await startThirdParty(({ path }) => ({
    headers: JSON_TYPE,
    body: `"${path}"`,
  }));
  await using kit = await startKit({
    '/parallel': () =>
      serve(async (context) => {
        const [a, b, c] = await Promise.all([
          context.call<string>('a', { url: `${shop.url}/a` }),
          context.call<string>('b', { url: `${shop.url}/b` }),
          context.run('c', () => 'c'),
        ]);
        return [a.body, b.body, c];
      }),
  });

  const run = await kit.run(await kit.trigger('/parallel'));

  expect(run.result).toEqual(['/a', '/b', 'c']);
  // One plans, three start their step, two are callbacks, three bring results.
  expect(kit.calls['/parallel']).toBe(1 + 3 + 2 + 3);
});

test('says what happened when a third party does not answer', async () => {
  await using shop = await startThirdParty(() => new Promise(() => {}));
  await using kit = await startKit({
    '/silent': () =>
      serve(async (context) => {
        const nobody = await context.call('nobody', { url: 'http://127.0.0.1:9/' });
        const silent = await context.call('silent', { url: shop.url, timeout: 1 });
        return [nobody.status, silent.status];
      }),
  });

  const run = await kit.run(await kit.trigger('/silent'));

  expect(run.result).toEqual([0, 0]);
  expect(run.deliveries.filter(({ kind }) => kind === 'call').map(({ error }) => error)).toEqual([
    'bad port',
    'no answer within 1000 ms',
  ]);
});

test('refuses to call a host that was not allowed, and fails the run with the reason', async () => {
  await using kit = await startKit({
    '/abroad': () =>
      serve(async (context) => {
        await context.call('abroad', { url: 'https://api.example.com/' });
      }),
  });

  const run = await kit.run(await kit.trigger('/abroad', { retries: 0 }));

  expect(run.state).toBe('RUN_FAILED');
  expect(run.failure?.message).toContain('delivers to loopback only, not to api.example.com');
});

test('holds calls back by the flow control of the call, not of the run', async () => {
  await using shop = await startThirdParty();
  await using kit = await startKit({
    '/slow': () =>
      serve(async (context) => {
        const call = (name: string) =>
          context.call(name, {
            url: shop.url,
            flowControl: { key: 'shop', rate: 1, period: '1m' },
          });
        await Promise.all([call('a'), call('b'), call('c')]);
      }),
  });

  const run = await kit.run(await kit.trigger('/slow'));

  const calls = run.deliveries.filter(({ kind }) => kind === 'call');
  expect(calls.map(({ at }) => at - run.createdAt)).toEqual([0, 60_000, 120_000]);
});

test('retries the callback when the endpoint is down, and fails the run when it stays so', async () => {
  await using shop = await startThirdParty();
  await using kit = await startKit({
    '/down': () =>
      serve(async (context) => {
        await context.call('ask', { url: shop.url });
        return 'done';
      }),
  });
  kit.faults.add({ kind: 'fail', match: ({ kind }) => kind === 'callback', times: 1 });

  const recovered = await kit.run(await kit.trigger('/down'));
  expect(recovered.result).toBe('done');
  expect(shop.received).toHaveLength(1);

  kit.faults.add({ kind: 'fail', match: ({ kind }) => kind === 'callback' });
  const failed = await kit.run(await kit.trigger('/down', { retries: 1 }));
  expect(failed.state).toBe('RUN_FAILED');
  expect(shop.received).toHaveLength(2);
});

test('hands a call, and then its answer, in again when that was refused', async () => {
  await using shop = await startThirdParty();
  await using kit = await startKit({
    '/lost': () =>
      serve(async (context) => {
        await context.call('ask', { url: shop.url });
        return 'done';
      }),
  });
  kit.faults.add({ kind: 'fail-append', match: ({ kind }) => kind === 'workflow', times: 1 });
  kit.faults.add({ kind: 'fail-append', match: ({ kind }) => kind === 'callback', times: 1 });

  const run = await kit.run(await kit.trigger('/lost'));

  expect(run.result).toBe('done');
  expect(shop.received).toHaveLength(1);
  expect(run.deliveries.map(({ kind, status }) => [kind, status])).toEqual([
    ['workflow', 500],
    ['workflow', 200],
    ['call', 200],
    ['callback', 500],
    ['callback', 200],
    ['workflow', 200],
  ]);
});
