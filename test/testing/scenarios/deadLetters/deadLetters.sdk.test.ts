import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { startKit } from '../../startKit.js';
import { startThirdParty } from '../../support/thirdParty.js';
import { sdkHas } from '../../sdk.js';

/** A workflow whose second step fails until it is repaired. */
function breakable() {
  const ran: string[] = [];
  const health = { isBroken: true, isCallbackBroken: false };
  const route = () =>
    serve<{ n: number }>(
      async (context) => {
        await context.run('first', () => void ran.push('first'));
        return context.run('second', () => {
          ran.push('second');
          if (health.isBroken) throw new Error('broken');
          return context.requestPayload.n;
        });
      },
      {
        failureFunction: async () => {
          ran.push('failure');
          if (health.isCallbackBroken) throw new Error('broken too');
        },
      },
    );
  return { ran, health, route };
}

test('lists a run that failed, with the answer that ended it', async () => {
  const { route } = breakable();
  await using kit = await startKit({ '/a': route });
  const run = await kit.run(await kit.trigger('/a', { body: { n: 7 }, retries: 1, label: 'red' }));

  const { messages, cursor } = await kit.client.dlq.list();

  expect(cursor).toBeUndefined();
  expect(messages).toHaveLength(1);
  expect(messages[0]).toMatchObject({
    dlqId: run.failure?.dlqId,
    workflowRunId: run.workflowRunId,
    workflowUrl: `${kit.url}/a`,
    workflowCreatedAt: run.createdAt,
    body: '{"n":7}',
    maxRetries: 1,
    responseStatus: 500,
    responseBody: expect.stringContaining('broken'),
    label: 'red',
    failureCallbackInfo: { state: 'CALLBACK_SUCCESS', responseStatus: 200 },
  });
});

test('resumes a run where it failed, under a new id, and forgets the dead letter', async () => {
  const { ran, health, route } = breakable();
  await using kit = await startKit({ '/a': route });
  const failed = await kit.run(await kit.trigger('/a', { body: { n: 7 }, retries: 0 }));
  health.isBroken = false;

  const dlqId = failed.failure?.dlqId ?? '';
  const { workflowRunId } = await kit.client.dlq.resume({ dlqId, retries: 2 });
  const resumed = await kit.run(workflowRunId);

  expect(workflowRunId).not.toBe(failed.workflowRunId);
  expect(resumed).toMatchObject({ state: 'RUN_SUCCESS', result: 7, payload: { n: 7 } });
  expect(ran).toEqual(['first', 'second', 'failure', 'second']);
  // Two of the first run, its failure function, two of the second.
  expect(kit.calls['/a']).toBe(5);
  expect(kit.timeline(workflowRunId)).toEqual([
    '0 s: triggered',
    '0 s: delivered',
    '0 s: step-appended second',
    '0 s: delivered',
    '0 s: answered 200',
    '0 s: run-succeeded',
    '0 s: answered 200',
  ]);
  expect((await kit.client.dlq.list()).messages).toEqual([]);
});

test('resumes only the parallel step that failed', async () => {
  const ran: string[] = [];
  let isBroken = true;
  await using kit = await startKit({
    '/parallel': () =>
      serve(async (context) => {
        const step = (name: string) =>
          context.run(name, () => {
            ran.push(name);
            if (name === 'b' && isBroken) throw new Error('broken');
            return name;
          });
        return Promise.all([step('a'), step('b'), step('c')]);
      }),
  });
  const failed = await kit.run(await kit.trigger('/parallel', { retries: 1 }));
  expect(failed.state).toBe('RUN_FAILED');
  isBroken = false;

  const dlqId = failed.failure?.dlqId ?? '';
  const { workflowRunId } = await kit.client.dlq.resume({ dlqId });

  expect((await kit.run(workflowRunId)).result).toEqual(['a', 'b', 'c']);
  expect(ran.toSorted()).toEqual(['a', 'b', 'b', 'b', 'c']);
});

test('restarts a run from its payload', async () => {
  const { ran, health, route } = breakable();
  await using kit = await startKit({ '/a': route });
  const failed = await kit.run(await kit.trigger('/a', { body: { n: 7 }, retries: 0 }));
  health.isBroken = false;

  const dlqId = failed.failure?.dlqId ?? '';
  const { workflowRunId } = await kit.client.dlq.restart({
    dlqId,
    flowControl: { key: 'restart', parallelism: 1 },
  });
  const restarted = await kit.run(workflowRunId);

  expect(restarted).toMatchObject({ state: 'RUN_SUCCESS', result: 7 });
  expect(ran).toEqual(['first', 'second', 'failure', 'first', 'second']);
  expect(kit.engine.run(workflowRunId)?.config.flowControl?.key).toBe('restart');
});

test('resumes several runs at once', async () => {
  const { health, route } = breakable();
  await using kit = await startKit({ '/a': route });
  for (let n = 0; n < 3; n += 1) await kit.trigger('/a', { body: { n }, retries: 0 });
  await kit.settle();
  health.isBroken = false;

  const { messages } = await kit.client.dlq.list({ count: 2 });
  const dlqId = messages.map((message) => message.dlqId);
  const runs = await kit.client.dlq.resume({ dlqId });

  expect(runs).toHaveLength(2);
  for (const { workflowRunId } of runs) {
    expect((await kit.run(workflowRunId)).state).toBe('RUN_SUCCESS');
  }
  expect((await kit.client.dlq.list()).messages).toHaveLength(1);
});

test('runs a failure function again that failed itself, and no other', async () => {
  const { ran, health, route } = breakable();
  health.isCallbackBroken = true;
  await using kit = await startKit({ '/a': route });
  const failed = await kit.run(await kit.trigger('/a', { body: { n: 7 }, retries: 0 }));
  const dlqId = failed.failure?.dlqId ?? '';
  expect((await kit.client.dlq.list()).messages[0]?.failureCallbackInfo?.state).toBe(
    'CALLBACK_FAIL',
  );
  health.isCallbackBroken = false;

  const answer = await kit.client.dlq.retryFailureFunction({ dlqId });
  await kit.settle();

  expect(answer).toMatchObject({ workflowRunId: failed.workflowRunId });
  expect(ran.filter((name) => name === 'failure')).toHaveLength(2);
  await expect(kit.client.dlq.retryFailureFunction({ dlqId })).rejects.toThrow(
    'no failure callback that failed',
  );
});

test.runIf(sdkHas('filters'))('deletes, restarts and pages by filter', async () => {
  const { health, route } = breakable();
  await using kit = await startKit({ '/a': route, '/b': route });
  for (const label of ['red', 'red', 'blue']) {
    await kit.trigger('/a', { body: { n: 1 }, retries: 0, label });
  }
  await kit.trigger('/b', { body: { n: 1 }, retries: 0 });
  await kit.settle();
  health.isBroken = false;
  const { dlq } = kit.client;

  const first = await dlq.list({ count: 3 });
  const second = await dlq.list({ count: 3, cursor: first.cursor });
  expect([first.messages.length, second.messages.length, second.cursor]).toEqual([3, 1, undefined]);
  expect((await dlq.list({ filter: { label: ['blue', 'red'] } })).messages).toHaveLength(3);

  expect(await dlq.delete({ filter: { label: 'red' }, count: 1 })).toMatchObject({ deleted: 1 });
  expect(await dlq.delete({ filter: { workflowUrl: `${kit.url}/b` } })).toMatchObject({
    deleted: 1,
  });
  const { workflowRuns } = await dlq.restart({ all: true });
  expect(workflowRuns).toHaveLength(2);
  await kit.settle();
  expect((await dlq.list()).messages).toEqual([]);
});

test('calls a third party again when the run failed on its answer', async () => {
  await using shop = await startThirdParty();
  await using kit = await startKit({
    '/call': () =>
      serve(async (context) => {
        const { status } = await context.call('ask', { url: shop.url });
        return status;
      }),
  });
  kit.faults.add({ kind: 'fail', match: ({ kind }) => kind === 'callback', times: 1 });
  const failed = await kit.run(await kit.trigger('/call', { retries: 0 }));
  expect(failed.state).toBe('RUN_FAILED');

  const dlqId = failed.failure?.dlqId ?? '';
  const { workflowRunId } = await kit.client.dlq.resume({ dlqId });

  expect((await kit.run(workflowRunId)).result).toBe(200);
  expect(shop.received).toHaveLength(2);
  // One of the first run, its failure function, three of the second.
  expect(kit.calls['/call']).toBe(1 + 1 + 3);
});
