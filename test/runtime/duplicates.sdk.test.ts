import { describe, expect, it, vi } from 'vitest';
import { EXECUTE, PAGINATE, startDigest } from './digest.js';

const dispatches = ['chunk', 'item'] as const;

describe.each(dispatches)('dispatch %s', (dispatch) => {
  it.each([
    ['deliveries are answered 500', 'fail'],
    ['answers are lost after the step ran', 'drop-after'],
    ['steps do their work and cannot say so', 'fail-append'],
    ['deliveries come twice', 'duplicate'],
  ] as const)('saves one result per item when %s', async (_, kind) => {
    const { kit, Workflow, fixture } = await startDigest(`faults-${dispatch}`, { dispatch });
    const ids = await fixture.setUp(71);
    // Two of the four attempts at most, so that no run is out of retries.
    kit.faults.add({ kind, probability: 0.05, seed: 7, match: ({ attempt }) => attempt <= 2 });

    await Workflow.triggerProcessUsers({});
    await kit.settle();

    expect(kit.engine.timeline.events.some(({ type }) => type === 'fault')).toBe(true);
    expect((await fixture.saved()).sort()).toEqual(ids);
    expect(kit.runs({ state: 'RUN_STARTED' })).toEqual([]);
    expect(kit.failures()).toEqual([]);

    const again = await Workflow.triggerProcessUsers({});
    await kit.settle();
    expect((await kit.run(again.workflowRunId)).result).toMatchObject({ toProcess: 0 });
  });

  it.each([false, true])(
    'does no work twice when a fan-out is repeated after its items have finished (force %s)',
    async (force) => {
      const { kit, Workflow, fixture, operations } = await startDigest(`late-${dispatch}`, {
        dispatch,
      });
      const ids = await fixture.setUp(3);
      const work = vi.spyOn(operations, 'executeUser');
      const fanOut = dispatch === 'item' ? 3 : 2;
      kit.faults.add({
        kind: 'fail-append',
        match: ({ path, stepsDone }) => path === PAGINATE && stepsDone === fanOut,
        times: 3,
      });

      await Workflow.triggerProcessUsers({ force });
      await kit.settle();

      const minutes = retriesOf(kit.runs({ path: PAGINATE })[0]?.deliveries ?? []);
      expect(minutes.at(-1)).toBeGreaterThan(30);
      expect(work.mock.calls.map(([item]) => item.id).sort()).toEqual(ids);
      const skipped = kit
        .runs({ path: EXECUTE })
        .filter(({ result }) => JSON.stringify(result).includes('"skipped":true'));
      expect(skipped.length).toBeGreaterThan(0);
      expect(kit.runs({ state: 'RUN_STARTED' })).toEqual([]);
    },
  );
});

/** Minutes between a delivery that is retried and the attempt before. */
function retriesOf(deliveries: readonly { at: number; attempt: number }[]): number[] {
  return deliveries.flatMap(({ at, attempt }, index) => {
    const before = deliveries
      .slice(0, index)
      .findLast((delivery) => delivery.attempt === attempt - 1);
    return attempt > 1 && before ? [(at - before.at) / 60_000] : [];
  });
}

it('derives the same run ids when a step that triggers is repeated', async () => {
  const { kit, Workflow, fixture } = await startDigest('run-ids');
  await fixture.setUp(3);
  // The children cannot finish before the repeat: their first delivery is late.
  kit.faults.add({ kind: 'delay', match: ({ path }) => path === EXECUTE, delayMs: 60_000 });
  kit.faults.add({
    kind: 'fail-append',
    match: ({ path, stepsDone }) => path === PAGINATE && stepsDone === 2,
    times: 1,
  });

  await Workflow.triggerProcessUsers({});
  await kit.settle();

  const ids = kit.runs({ path: EXECUTE }).map(({ workflowRunId }) => workflowRunId);
  expect(ids).toHaveLength(3);
  expect(new Set(ids).size).toBe(3);
  expect(ids.every((id) => /^wfr_[\w-]{43}$/.test(id))).toBe(true);
  expect(kit.engine.timeline.events.filter(({ type }) => type === 'deduplicated')).toHaveLength(3);
});
