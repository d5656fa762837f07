import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { startKit } from '../../startKit.js';
import { sdkHas } from '../../sdk.js';

test('answers 412 to a step too many, which newer SDKs do not retry', async () => {
  await using kit = await startKit(
    {
      '/long': () =>
        serve(async (context) => {
          for (let n = 1; n <= 3; n += 1) await context.run(`step ${n}`, () => n);
          return 'done';
        }),
    },
    { limits: { stepsPerRun: 2 } },
  );

  const run = await kit.run(await kit.trigger('/long', { retries: 2 }));

  expect(run.state).toBe('RUN_FAILED');
  expect(run.failure?.message).toContain('over the limit of 2 steps');
  const statuses = run.deliveries
    .filter(({ kind }) => kind === 'workflow')
    .map(({ status }) => status);
  expect(statuses).toEqual([200, 200, ...(sdkHas('finalQuota') ? [489] : [500, 500, 500])]);
  expect(kit.calls['/long']).toBe(run.deliveries.length);
  expect(kit.timeline(run.workflowRunId).slice(0, 8)).toEqual([
    '0 s: triggered',
    '0 s: delivered',
    '0 s: step-appended step 1',
    '0 s: delivered',
    '0 s: answered 200',
    '0 s: step-appended step 2',
    '0 s: delivered',
    '0 s: answered 200',
  ]);
});

test('runs as many parallel steps as a run may have, and none where it is one more', async () => {
  const ran: string[] = [];
  const route = (count: number) => () =>
    serve(async (context) => {
      const steps = Array.from({ length: count }, (_, n) =>
        context.run(`${n}`, () => ran.push(`${n} of ${count}`)),
      );
      return (await Promise.all(steps)).length;
    });
  await using kit = await startKit(
    { '/four': route(4), '/five': route(5) },
    { limits: { stepsPerRun: 4 } },
  );

  const four = await kit.run(await kit.trigger('/four'));
  const five = await kit.run(await kit.trigger('/five', { retries: 0 }));

  expect(four.result).toBe(4);
  expect(kit.calls['/four']).toBe(1 + 2 * 4);
  expect(five.failure?.message).toContain('over the limit of 4 steps');
  expect(five.deliveries.filter(({ kind }) => kind === 'workflow')).toHaveLength(1);
  expect(ran.toSorted()).toEqual(['0 of 4', '1 of 4', '2 of 4', '3 of 4']);
});
