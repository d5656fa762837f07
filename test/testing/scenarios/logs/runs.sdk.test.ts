import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { startKit } from '../../startKit.js';

test('shows a finished run with its result and its steps in groups', async () => {
  await using kit = await startKit({
    '/logged': () =>
      serve(async (context) => {
        await context.run('one', () => 1);
        await Promise.all([context.run('left', () => 'l'), context.run('right', () => 'r')]);
        return { success: true };
      }),
  });
  const id = await kit.trigger('/logged', { label: 'logged' });
  await kit.run(id);

  const { runs, cursor } = await kit.client.logs({ workflowRunId: id });

  expect(cursor).toBeUndefined();
  expect(runs).toHaveLength(1);
  expect(runs[0]).toMatchObject({
    workflowRunId: id,
    workflowUrl: `${kit.url}/logged`,
    workflowState: 'RUN_SUCCESS',
    workflowRunResponse: '{"success":true}',
    label: 'logged',
  });
  expect(runs[0]?.steps).toMatchObject([
    { type: 'sequential', steps: [{ stepType: 'Initial' }] },
    {
      type: 'sequential',
      steps: [{ stepId: 1, stepName: 'one', out: '1', state: 'STEP_SUCCESS' }],
    },
    {
      type: 'parallel',
      steps: [
        { stepId: 2, stepName: 'left', out: '"l"', state: 'STEP_SUCCESS' },
        { stepId: 3, stepName: 'right', out: '"r"', state: 'STEP_SUCCESS' },
      ],
    },
  ]);
  expect(kit.calls['/logged']).toBe(1 + 1 + 4);
});

test('shows the step that is being retried, with its errors', async () => {
  await using kit = await startKit({
    '/stuck': () =>
      serve(async (context) => {
        await context.run('one', () => 1);
        await context.run('two', () => {
          throw new Error('boom');
        });
      }),
  });
  const id = await kit.trigger('/stuck');
  await kit.engine.idle();

  const { runs } = await kit.client.logs({ workflowRunId: id });

  expect(runs[0]?.workflowState).toBe('RUN_STARTED');
  expect(runs[0]?.steps.at(-1)).toMatchObject({
    type: 'next',
    steps: [{ state: 'STEP_RETRY', errors: [{ status: 500 }] }],
  });
  expect(kit.calls['/stuck']).toBe(2);
  // 1.3 and later name the step that failed.
  expect(kit.timeline(id).map((line) => line.replace(' two', ''))).toEqual([
    '0 s: triggered',
    '0 s: delivered',
    '0 s: step-appended one',
    '0 s: delivered',
    '0 s: answered 200',
    '0 s: answered 500',
    '0 s: retry-scheduled 500',
  ]);
});

test('pages through runs, newest first, and filters by state, URL and label', async () => {
  await using kit = await startKit({
    '/good': () => serve((context) => context.run('one', () => 1)),
    '/bad': () => serve(async () => undefined),
  });
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1) ids.push(await kit.trigger('/good', { label: `n${n}` }));
  await kit.trigger('/bad', { retries: 0 });
  await kit.settle();

  const first = await kit.client.logs({ count: 3 });
  const second = await kit.client.logs({ count: 3, cursor: first.cursor });
  const failed = await kit.client.logs({ state: 'RUN_FAILED' });
  const good = await kit.client.logs({ workflowUrl: `${kit.url}/good` });
  const labelled = await kit.client.logs({ label: 'n1' });

  expect(first.runs).toHaveLength(3);
  expect(second.runs.map((run) => run.workflowRunId)).toEqual([ids[0]]);
  expect(failed.runs.map((run) => run.workflowUrl)).toEqual([`${kit.url}/bad`]);
  expect(good.runs.map((run) => run.workflowRunId)).toEqual([...ids].reverse());
  expect(labelled.runs.map((run) => run.workflowRunId)).toEqual([ids[1]]);
  expect(kit.calls).toEqual({ '/good': 6, '/bad': 2 });
});
