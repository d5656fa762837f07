import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { startKit } from '../../startKit.js';
import type { StartedKit } from '../../startKit.js';

test('notes on the timeline until when a run is delayed and its steps sleep', async () => {
  await using kit = await startKit({
    '/sleepy': () =>
      serve(async (context) => {
        await context.sleep('short nap', 90);
        await Promise.all([
          context.sleep('long nap', '1h'),
          context.run('work beside it', () => 'done'),
        ]);
      }),
  });

  const run = await kit.run(await kit.trigger('/sleepy', { delay: 60 }));

  expect(run.state).toBe('RUN_SUCCESS');
  expect(delays(kit, run.createdAt)).toEqual([
    [undefined, 0, 60],
    ['short nap', 60, 150],
    ['long nap', 150, 3_750],
  ]);
  // The first sleep, the plan of two, each of them twice.
  expect(kit.calls['/sleepy']).toBe(1 + 1 + 4);
});

test('does not start a run before the time that its trigger names', async () => {
  await using kit = await startKit({
    '/later': () => serve(async (context) => context.run('work', () => 'done')),
  });
  const notBefore = Math.ceil(kit.engine.clock.now() / 1_000) + 3_600;

  const run = await kit.run(await kit.trigger('/later', { notBefore }));

  expect(run.result).toBe('done');
  expect(run.deliveries.map(({ at }) => at)).toEqual([notBefore * 1_000, notBefore * 1_000]);
  expect(kit.calls['/later']).toBe(2);
});

test('notes the time that sleepUntil names', async () => {
  await using kit = await startKit({
    '/sleepy': () =>
      serve(async (context) => {
        const [start] = [kit.engine.runs()[0]?.createdAt ?? 0];
        await context.sleepUntil('till then', new Date(start + 86_400_000));
      }),
  });

  const run = await kit.run(await kit.trigger('/sleepy'));

  const [delay] = kit.engine.timeline.events.filter(({ type }) => type === 'delayed');
  expect(delay).toMatchObject({ stepName: 'till then', runId: run.workflowRunId });
  expect(((delay?.dueAt ?? 0) - run.createdAt) / 1_000).toBeCloseTo(86_400, -1);
  expect(kit.calls['/sleepy']).toBe(2);
});

/** Step, beginning and end of each delay, in seconds since the start. */
function delays({ engine }: StartedKit, start: number) {
  return engine.timeline.events
    .filter(({ type }) => type === 'delayed')
    .map(({ stepName, at, dueAt = 0 }) => [
      stepName,
      (at - start) / 1_000,
      (dueAt - start) / 1_000,
    ]);
}
