import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { startKit } from '../../startKit.js';

test('runs sequential steps, one delivery for each and one for the end', async () => {
  await using kit = await startKit({
    '/greet': () =>
      serve<{ name: string }>(async (context) => {
        const { name } = context.requestPayload;
        const greeting = await context.run('greet', () => `Hello ${name}`);
        const length = await context.run('measure', () => greeting.length);
        return { greeting, length };
      }),
  });

  const run = await kit.run(await kit.trigger('/greet', { body: { name: 'Ada' } }));

  expect(run.state).toBe('RUN_SUCCESS');
  expect(run.result).toEqual({ greeting: 'Hello Ada', length: 9 });
  expect(run.payload).toEqual({ name: 'Ada' });
  expect(run.steps).toEqual([
    { name: 'greet', type: 'Run', out: 'Hello Ada' },
    { name: 'measure', type: 'Run', out: 9 },
  ]);
  expect(kit.calls['/greet']).toBe(3);
  expect(kit.timeline(run.workflowRunId)).toEqual([
    '0 s: triggered',
    '0 s: delivered',
    '0 s: step-appended greet',
    '0 s: delivered',
    '0 s: answered 200',
    '0 s: step-appended measure',
    '0 s: delivered',
    '0 s: answered 200',
    '0 s: run-succeeded',
    '0 s: answered 200',
  ]);
});

test('runs n parallel steps with 2n + 1 deliveries and joins their results', async () => {
  await using kit = await startKit({
    '/sum': () =>
      serve(async (context) => {
        const parts = await Promise.all(
          [1, 2, 3].map((n) => context.run(`square:${n}`, () => n * n)),
        );
        return parts.reduce((sum, part) => sum + part);
      }),
  });

  const run = await kit.run(await kit.trigger('/sum'));

  expect(run.result).toBe(14);
  expect(run.steps.map((step) => step.name)).toEqual(['square:1', 'square:2', 'square:3']);
  expect(kit.calls['/sum']).toBe(7);
});

test('goes on after a parallel group and runs a second one', async () => {
  await using kit = await startKit({
    '/two': () =>
      serve(async (context) => {
        const first = await Promise.all([context.run('a', () => 1), context.run('b', () => 2)]);
        const middle = await context.run('c', () => first[0] + first[1]);
        const second = await Promise.all([
          context.run('d', () => middle + 1),
          context.run('e', () => middle + 2),
        ]);
        return second;
      }),
  });

  const run = await kit.run(await kit.trigger('/two'));

  expect(run.result).toEqual([4, 5]);
  expect(kit.calls['/two']).toBe(5 + 1 + 4);
});

test('sleeps an hour of engine time in no time', async () => {
  await using kit = await startKit({
    '/nap': () =>
      serve(async (context) => {
        await context.sleep('nap', '1h');
        return context.run('wake', () => 'awake');
      }),
  });
  const start = performance.now();

  const run = await kit.run(await kit.trigger('/nap'));

  expect(run.result).toBe('awake');
  expect((run.endedAt ?? 0) - run.createdAt).toBe(3_600_000);
  expect(performance.now() - start).toBeLessThan(2_000);
});

test('sleeps beside a parallel step and joins when both are done', async () => {
  await using kit = await startKit({
    '/both': () =>
      serve(async (context) => {
        const [, work] = await Promise.all([
          context.sleep('pause', 90),
          context.run('work', () => 'done'),
        ]);
        return work;
      }),
  });

  const run = await kit.run(await kit.trigger('/both'));

  expect(run.result).toBe('done');
  expect((run.endedAt ?? 0) - run.createdAt).toBe(90_000);
  expect(kit.calls['/both']).toBe(5);
  expect(kit.timeline(run.workflowRunId)).toEqual([
    '0 s: triggered',
    '0 s: delivered',
    '0 s: step-appended pause',
    '0 s: delayed pause',
    '0 s: step-appended work',
    '0 s: delivered',
    '0 s: answered 200',
    '0 s: step-appended work',
    '0 s: delivered',
    '0 s: answered 200',
    '0 s: answered 200',
    '90 s: delivered',
    '90 s: step-appended pause',
    '90 s: delivered',
    '90 s: answered 200',
    '90 s: run-succeeded',
    '90 s: answered 200',
  ]);
});

test('lets the SDK fetch a list that is too large for a delivery', async () => {
  await using kit = await startKit(
    {
      '/large': () =>
        serve<string>(async (context) => {
          const size = await context.run('size', () => context.requestPayload.length);
          return size;
        }),
    },
    { limits: { inlineBytes: 1_000 } },
  );

  const run = await kit.run(await kit.trigger('/large', { body: 'x'.repeat(5_000) }));

  expect(run.result).toBe(5_000);
});

test('forwards user headers and labels to every step', async () => {
  await using kit = await startKit({
    '/headers': () =>
      serve(async (context) => {
        await context.run('first', () => true);
        return context.run('second', () => context.headers.get('x-tenant'));
      }),
  });

  const id = await kit.trigger('/headers', { headers: { 'x-tenant': 'acme' }, label: 'nightly' });
  const run = await kit.run(id);

  expect(run.result).toBe('acme');
  expect(run.label).toBe('nightly');
  expect(kit.runs({ label: 'nightly' })).toHaveLength(1);
});

test('starts a run from a raw message that no SDK sent', async () => {
  await using kit = await startKit({
    '/raw': () =>
      serve<{ n: number }>((context) => context.run('n', () => context.requestPayload.n)),
  });

  const response = await fetch(`${kit.engine.url}/v2/publish/${kit.url}/raw`, {
    method: 'POST',
    headers: { authorization: `Bearer ${kit.engine.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ n: 7 }),
  });
  await kit.settle();

  expect(response.status).toBe(200);
  expect(kit.runs().map((run) => run.result)).toEqual([7]);
});

test('cancels a run from inside and from outside', async () => {
  await using kit = await startKit({
    '/inside': () =>
      serve(async (context) => {
        await context.cancel();
      }),
    '/outside': () =>
      serve(async (context) => {
        await context.sleep('long', '10d');
      }),
  });
  const inside = await kit.trigger('/inside');
  const outside = await kit.trigger('/outside');
  await kit.engine.idle();

  await kit.client.cancel({ ids: [outside] });
  await kit.settle();

  expect((await kit.run(inside)).state).toBe('RUN_CANCELED');
  expect((await kit.run(outside)).state).toBe('RUN_CANCELED');
  expect(kit.calls['/outside']).toBe(1);
});
