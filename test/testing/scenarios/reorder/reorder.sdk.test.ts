import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { startKit } from '../../startKit.js';

const NAMES = ['a', 'b', 'c', 'd', 'e'];

/** Runs five parallel steps and tells in which order their plans went out. */
async function runParallel(seed?: number) {
  await using kit = await startKit({
    '/parallel': () =>
      serve(async (context) => Promise.all(NAMES.map((name) => context.run(name, () => name)))),
  });
  if (seed !== undefined) kit.faults.add({ kind: 'reorder', probability: 0.5, seed });
  const run = await kit.run(await kit.trigger('/parallel', { workflowRunId: 'same' }));
  const order = run.deliveries.map(({ stepsDone }) => stepsDone).slice(1, 1 + NAMES.length);
  const stepsAppended = kit
    .timeline(run.workflowRunId)
    .filter((line) => line.includes('step-appended'));
  return { order, result: run.result, calls: kit.calls['/parallel'], stepsAppended };
}

test('ends a run well whose deliveries come in another order', async () => {
  expect((await runParallel()).order).toEqual([1, 2, 3, 4, 5]);
  for (const seed of [1, 2, 3]) {
    const { order, result, calls, stepsAppended } = await runParallel(seed);
    expect(order).not.toEqual([1, 2, 3, 4, 5]);
    expect(result).toEqual(NAMES);
    expect(calls).toBe(11);
    // Five plans as they were written, then the five results.
    const each = NAMES.map((name) => `0 s: step-appended ${name}`);
    expect(stepsAppended.slice(0, 5)).toEqual(each);
    expect(stepsAppended.slice(5).toSorted()).toEqual(each);
  }
});
