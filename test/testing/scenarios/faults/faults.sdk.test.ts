import { Client } from '@upstash/workflow';
import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { startKit } from '../../startKit.js';

/** A workflow of two steps that notes when they run. */
function twoSteps(ran: string[]) {
  return () =>
    serve(async (context) => {
      await context.run('one', () => void ran.push('one'));
      await context.run('two', () => void ran.push('two'));
      return 'done';
    });
}

test('runs a step again when its answer is lost and the run goes on, which still ends once', async () => {
  const ran: string[] = [];
  const route = () =>
    serve(async (context) => {
      await context.run('one', () => void ran.push('one'));
      await context.sleep('pause', '1m');
      return 'done';
    });
  await using kit = await startKit({ '/pause': route });
  kit.faults.add({ kind: 'drop-after', match: ({ stepsDone }) => stepsDone === 0, times: 1 });

  const run = await kit.run(await kit.trigger('/pause'));

  expect(run.result).toBe('done');
  expect(ran).toEqual(['one', 'one']);
  expect(kit.runs()).toHaveLength(1);
  expect(kit.calls['/pause']).toBe(5);
  expect(kit.timeline(run.workflowRunId)).toEqual([
    '0 s: triggered',
    '0 s: fault',
    '0 s: delivered',
    '0 s: step-appended one',
    '0 s: delivered',
    '0 s: answered 502',
    '0 s: retry-scheduled 502',
    '0 s: step-appended pause',
    '0 s: delayed pause',
    '0 s: answered 200',
    '12 s: delivered',
    '12 s: step-appended one',
    '12 s: delivered',
    '12 s: answered 200',
    '12 s: answered 200',
    '60 s: delivered',
    '60 s: run-succeeded',
    '60 s: answered 200',
  ]);
});

test('drops the retry of a run that has ended', async () => {
  const ran: string[] = [];
  await using kit = await startKit({ '/two': twoSteps(ran) });
  kit.faults.add({ kind: 'drop-after', match: ({ stepsDone }) => stepsDone === 0, times: 1 });

  const id = await kit.trigger('/two', { workflowRunId: 'same' });
  await kit.engine.idle();
  expect(kit.engine.run('wfr_same')?.state).toBe('RUN_SUCCESS');
  await kit.trigger('/two', { workflowRunId: 'same' });
  await kit.settle();

  expect((await kit.run(id)).result).toBe('done');
  expect(ran).toEqual(['one', 'two', 'one', 'two']);
  expect(kit.calls['/two']).toBe(6);
  expect(kit.runs().map(({ state }) => state)).toEqual(['RUN_SUCCESS', 'RUN_SUCCESS']);
});

test('runs a step again when its result could not be handed in', async () => {
  const ran: string[] = [];
  await using kit = await startKit({ '/two': twoSteps(ran) });
  kit.faults.add({ kind: 'fail-append', match: ({ stepsDone }) => stepsDone === 0, times: 1 });

  const run = await kit.run(await kit.trigger('/two'));

  expect(run.result).toBe('done');
  expect(ran).toEqual(['one', 'one', 'two']);
  expect(run.deliveries.map(({ status }) => status)).toEqual([500, 200, 200, 200]);
});

test('leaves the other parallel steps alone when the result of one could not be handed in', async () => {
  const ran: string[] = [];
  const route = () =>
    serve(async (context) => {
      const step = (name: string) => context.run(name, () => void ran.push(name));
      await Promise.all([step('a'), step('b'), step('c')]);
      return 'done';
    });
  await using kit = await startKit({ '/parallel': route });
  kit.faults.add({ kind: 'fail-append', match: ({ stepsDone }) => stepsDone === 2, times: 1 });

  const run = await kit.run(await kit.trigger('/parallel'));

  expect(run.result).toBe('done');
  expect(ran.toSorted()).toEqual(['a', 'b', 'b', 'c']);
});

test('does not call the handler when a delivery fails or is lost before it', async () => {
  const ran: string[] = [];
  await using kit = await startKit({ '/two': twoSteps(ran) });
  kit.faults.add({ kind: 'fail', status: 503, times: 1 });
  kit.faults.add({ kind: 'drop-before', times: 1 });

  const run = await kit.run(await kit.trigger('/two'));

  expect(run.deliveries.map(({ status, fault }) => [status, fault])).toEqual([
    [503, 'fail'],
    [0, 'drop-before'],
    [200, undefined],
    [200, undefined],
    [200, undefined],
  ]);
  expect(kit.calls['/two']).toBe(3);
});

test('delays a delivery', async () => {
  const ran: string[] = [];
  await using kit = await startKit({ '/two': twoSteps(ran) });
  kit.faults.add({ kind: 'delay', delayMs: 90_000, times: 1 });

  const run = await kit.run(await kit.trigger('/two'));

  expect((run.endedAt ?? 0) - run.createdAt).toBe(90_000);
  expect(kit.calls['/two']).toBe(3);
});

test('delivers twice, and the run ends once', async () => {
  const ran: string[] = [];
  await using kit = await startKit({ '/two': twoSteps(ran) });
  kit.faults.add({ kind: 'duplicate', match: ({ stepsDone }) => stepsDone === 1, times: 1 });

  const run = await kit.run(await kit.trigger('/two'));
  await kit.settle();

  expect(run.result).toBe('done');
  expect(ran.filter((name) => name === 'two')).toHaveLength(2);
});

test('hits the same deliveries under the same seed', async () => {
  await using kit = await startKit({ '/two': twoSteps([]) });
  const statuses = async (seed: number) => {
    kit.reset();
    kit.faults.add({ kind: 'fail', probability: 0.3, seed });
    for (let n = 0; n < 10; n += 1) await kit.trigger('/two', { workflowRunId: `run-${n}` });
    await kit.settle();
    return kit.runs().map((run) => run.deliveries.map(({ status }) => status));
  };

  const first = await statuses(1);

  expect(await statuses(1)).toEqual(first);
  expect(await statuses(2)).not.toEqual(first);
  expect(first.flat()).toContain(500);
});

test('triggers a child again when its finished parent step is retried 33 minutes later', async () => {
  let children = 0;
  await using kit = await startKit({
    '/parent': () => {
      const client = new Client({ baseUrl: process.env['QSTASH_URL'] });
      return serve(async (context) => {
        const url = new URL('/child', context.url).href;
        await context.run('fan-out', () => client.trigger({ url, workflowRunId: 'child-1' }));
      });
    },
    '/child': () =>
      serve(async (context) =>
        context.run('work', () => {
          children += 1;
        }),
      ),
  });
  const isFanOut = ({ path, stepsDone }: { path: string; stepsDone: number }) =>
    path === '/parent' && stepsDone === 0;
  kit.faults.add({ kind: 'fail-append', match: isFanOut, times: 1 });
  kit.faults.add({ kind: 'drop-before', match: isFanOut, times: 2 });

  const run = await kit.run(await kit.trigger('/parent'));
  await kit.settle();

  expect(run.state).toBe('RUN_SUCCESS');
  expect(Math.round(((run.endedAt ?? 0) - run.createdAt) / 60_000)).toBe(33);
  expect(children).toBe(2);
});
