import { WorkflowNonRetryableError, WorkflowRetryAfterError } from '@upstash/workflow';
import { serve } from '@upstash/workflow/nextjs';
import { expect, test, vi } from 'vitest';
import { startKit } from '../../startKit.js';
import { startThirdParty } from '../../support/thirdParty.js';
import { sdkHas } from '../../sdk.js';

const MINUTE = 60_000;

test('retries with the default backoff: 12 s, 2.5 min and 30 min later, in milliseconds', async () => {
  let failures = 3;
  await using kit = await startKit({
    '/flaky': () =>
      serve(async (context) =>
        context.run('flaky', () => {
          if (failures-- > 0) throw new Error('not yet');
          return 'at last';
        }),
      ),
  });
  const start = performance.now();

  const run = await kit.run(await kit.trigger('/flaky'));

  expect(run.result).toBe('at last');
  expect(run.deliveries.map(({ at }) => Math.round((at - run.createdAt) / 1_000))).toEqual([
    0, 12, 161, 1969, 1969,
  ]);
  expect(run.deliveries.map(({ attempt, status }) => [attempt, status])).toEqual([
    [1, 500],
    [2, 500],
    [3, 500],
    [4, 200],
    [1, 200],
  ]);
  expect(kit.calls['/flaky']).toBe(5);
  // 1.3 and later name the step that failed.
  const timeline = kit.timeline(run.workflowRunId).map((line) => line.replace(' flaky 5', ' 5'));
  expect(timeline).toEqual([
    '0 s: triggered',
    '0 s: delivered',
    '0 s: answered 500',
    '0 s: retry-scheduled 500',
    '12 s: delivered',
    '12 s: answered 500',
    '12 s: retry-scheduled 500',
    '161 s: delivered',
    '161 s: answered 500',
    '161 s: retry-scheduled 500',
    '1969 s: delivered',
    '1969 s: step-appended flaky',
    '1969 s: delivered',
    '1969 s: answered 200',
    '1969 s: run-succeeded',
    '1969 s: answered 200',
  ]);
  expect(performance.now() - start).toBeLessThan(2_000);
});

test('fails a run when the retries are used up and shows the error of the handler itself', async () => {
  await using kit = await startKit({
    '/broken': () =>
      serve(async (context) =>
        context.run('break', () => {
          throw new TypeError('the database is gone');
        }),
      ),
  });

  const run = await kit.run(await kit.trigger('/broken', { retries: 1 }));

  expect(run.state).toBe('RUN_FAILED');
  expect(run.failure?.message).toContain('the database is gone');
  expect(run.failure?.stack).toContain('failures.sdk.test.ts');
  expect(run.deliveries.filter(({ kind }) => kind === 'workflow')).toHaveLength(2);
  expect(kit.failures().map(({ workflowRunId }) => workflowRunId)).toEqual([run.workflowRunId]);
});

test('retries as often as the trigger says and waits as long as its expression says', async () => {
  await using kit = await startKit({
    '/delay': () =>
      serve(async (context) =>
        context.run('break', () => {
          throw new Error('no');
        }),
      ),
  });

  const id = await kit.trigger('/delay', { retries: 2, retryDelay: '(1 + retried) * 1000' });
  const run = await kit.run(id);

  const attempts = run.deliveries.filter(({ kind }) => kind === 'workflow');
  expect(attempts.map(({ at }) => at - run.createdAt)).toEqual([0, 1_000, 3_000]);
});

test('waits as long as a Retry-After asks', async () => {
  let isFirst = true;
  await using kit = await startKit({
    '/later': () =>
      serve(async (context) =>
        context.run('later', () => {
          if (!isFirst) return 'ok';
          isFirst = false;
          throw new WorkflowRetryAfterError('busy', '5m');
        }),
      ),
  });

  const run = await kit.run(await kit.trigger('/later'));

  expect(run.deliveries.map(({ at, status }) => [at - run.createdAt, status])).toEqual([
    [0, 429],
    [5 * MINUTE, 200],
    [5 * MINUTE, 200],
  ]);
});

test('does not retry a non-retryable error, and runs the failure function with it', async () => {
  const onFailure = vi.fn();
  await using kit = await startKit({
    '/invalid': () =>
      serve<{ id?: string }>(
        async (context) => {
          if (!context.requestPayload.id) throw new WorkflowNonRetryableError('id is missing');
          await context.run('work', () => true);
        },
        {
          failureFunction: async ({ context, failStatus, failResponse }) => {
            onFailure(failStatus, failResponse, context.requestPayload, context.workflowRunId);
          },
        },
      ),
  });

  const run = await kit.run(await kit.trigger('/invalid', { body: { other: 1 } }));

  expect(run.state).toBe('RUN_FAILED');
  expect(run.failure?.status).toBe(489);
  expect(run.failure?.message).toBe('id is missing');
  expect(run.deliveries.map(({ kind, status }) => [kind, status])).toEqual([
    ['workflow', 489],
    ['failure-callback', 200],
  ]);
  expect(onFailure).toHaveBeenCalledExactlyOnceWith(
    489,
    'id is missing',
    { other: 1 },
    run.workflowRunId,
  );
});

test('answers 400 when a route returns before its first step, retries it and fails', async () => {
  await using kit = await startKit({
    '/early': () => serve(async () => ({ success: false })),
  });

  const run = await kit.run(await kit.trigger('/early'));

  expect(run.state).toBe('RUN_FAILED');
  expect(run.result).toBeUndefined();
  expect(
    run.deliveries.filter(({ kind }) => kind === 'workflow').map(({ status }) => status),
  ).toEqual([400, 400, 400, 400]);
});

test('retries a failure function that fails, and says so in the logs', async () => {
  let failures = 1;
  await using kit = await startKit({
    '/both': () =>
      serve(
        async (context) => {
          await context.run('break', () => {
            throw new Error('first');
          });
        },
        {
          failureFunction: async () => {
            if (failures-- > 0) throw new Error('second');
            return 'handled';
          },
        },
      ),
  });

  const run = await kit.run(await kit.trigger('/both', { retries: 1 }));

  const callbacks = run.deliveries.filter(({ kind }) => kind === 'failure-callback');
  expect(callbacks.map(({ status }) => status)).toEqual([500, 200]);
  const { runs } = await kit.client.logs({ workflowRunId: run.workflowRunId });
  expect(runs[0]?.failureFunction).toMatchObject({
    state: 'CALLBACK_SUCCESS',
    failStatus: 500,
    responseBody: '{"result":"handled"}',
  });
});

test('fails a run at once when its destination is no workflow', async () => {
  await using kit = await startKit({
    '/plain': () => ({ POST: async () => Response.json({ ok: true }) }),
  });

  const run = await kit.run(await kit.trigger('/plain'));

  expect(run.state).toBe('RUN_FAILED');
  expect(run.failure?.message).toContain('non-workflow destination');
  expect(run.deliveries.filter(({ kind }) => kind === 'workflow')).toHaveLength(1);
});

test('tells another endpoint of a failure, where the trigger names one', async () => {
  await using alarm = await startThirdParty();
  await using kit = await startKit({
    '/broken': () =>
      serve(async (context) =>
        context.run('break', () => {
          throw new Error('no');
        }),
      ),
  });

  const id = await kit.trigger('/broken', {
    body: { n: 1 },
    retries: 0,
    failureUrl: `${alarm.url}/failed`,
    ...(sdkHas('triggerConfig') ? {} : { useFailureFunction: false }),
  });
  const run = await kit.run(id);

  expect(run.state).toBe('RUN_FAILED');
  expect(kit.calls['/broken']).toBe(1);
  expect(alarm.received.map(({ path }) => path)).toEqual(['/failed']);
  expect(JSON.parse(alarm.received[0]?.body ?? '{}')).toMatchObject({
    status: 500,
    url: `${kit.url}/broken`,
    workflowRunId: run.workflowRunId,
    sourceBody: Buffer.from('{"n":1}').toString('base64'),
    dlqId: run.failure?.dlqId,
  });
});
