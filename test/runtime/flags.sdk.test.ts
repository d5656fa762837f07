import { expect, it, vi } from 'vitest';
import { EXECUTE, PAGINATE, startDigest } from './digest.js';

it.each(['chunk', 'item'] as const)(
  'carries flags, force and the root run through all layers (dispatch %s)',
  async (dispatch) => {
    const { kit, Workflow, fixture, operations } = await startDigest(`flags-${dispatch}`, {
      dispatch,
      pageSize: 6,
      chunkSize: 2,
      flags: [
        { name: 'paidOnly', type: 'boolean' },
        { name: 'tone', type: 'string' },
        { name: 'minAge', type: 'number', layers: ['process', 'paginate'] },
      ],
    });
    await fixture.setUp(10);
    const work = vi.spyOn(operations, 'executeUser');
    const list = vi.spyOn(operations, 'listUsers');

    const { workflowRunId } = await Workflow.triggerProcessUsers({
      paidOnly: true,
      tone: 'kind',
      minAge: 18,
      force: true,
    });
    await kit.settle();

    expect(work).toHaveBeenCalledTimes(10);
    for (const [, context] of work.mock.calls) {
      expect(context.flags).toEqual({ paidOnly: true, tone: 'kind' });
    }
    for (const [, context] of list.mock.calls) {
      expect(context.flags).toEqual({ paidOnly: true, tone: 'kind', minAge: 18 });
    }
    for (const run of [...kit.runs({ path: PAGINATE }), ...kit.runs({ path: EXECUTE })]) {
      expect(run.payload).toMatchObject({ force: true, rootRunId: workflowRunId });
    }
    // The root run's id is the label of the whole tree, itself included.
    expect(kit.runs({ label: workflowRunId })).toHaveLength(kit.runs().length);
  },
);

it('skips the filter when forced, and keeps to it otherwise', async () => {
  const { kit, Workflow, fixture } = await startDigest('force');
  await fixture.setUp(4);
  await Workflow.triggerProcessUsers({ limit: 3 });
  await kit.settle();

  const rest = await Workflow.triggerProcessUsers({ dryRun: true });
  const all = await Workflow.triggerProcessUsers({ dryRun: true, force: true });

  expect((await kit.run(rest.workflowRunId)).result).toMatchObject({
    toProcess: 1,
    alreadyProcessed: 3,
  });
  expect((await kit.run(all.workflowRunId)).result).toMatchObject({
    toProcess: 4,
    alreadyProcessed: 0,
  });
});

it('counts the limit down across pages, and chooses the same items when a page is delivered again', async () => {
  const { kit, Workflow, fixture } = await startDigest('limit', { pageSize: 4, chunkSize: 2 });
  const ids = await fixture.setUp(20);
  // The step that schedules the next page does its work, and again half an hour later, when the next page is done.
  kit.faults.add({
    kind: 'fail-append',
    match: ({ path, stepsDone }) => path === PAGINATE && stepsDone === 4,
    times: 3,
  });

  await Workflow.triggerProcessUsers({ limit: 6 });
  await kit.settle();

  expect(kit.runs({ path: PAGINATE }).length).toBeGreaterThan(2);
  expect((await fixture.saved()).sort()).toEqual(ids.slice(0, 6));
});

it.each(['chunk', 'item'] as const)(
  'starts no more than maxItems, whatever the payload says (dispatch %s)',
  async (dispatch) => {
    const { kit, Workflow, fixture } = await startDigest(`max-items-${dispatch}`, {
      dispatch,
      maxItems: 5,
      pageSize: 3,
      chunkSize: 2,
    });
    const ids = await fixture.setUp(12);

    const { workflowRunId } = await Workflow.triggerProcessUsers({ limit: 100 });
    await kit.settle();
    expect((await fixture.saved()).sort()).toEqual(ids.slice(0, 5));
    expect((await kit.run(workflowRunId)).result).toMatchObject({
      message: 'Triggered pagination for 5 users',
    });

    await Workflow.triggerPaginateUsers({ userIds: ids, limit: 100 });
    await kit.settle();
    expect(await fixture.saved()).toHaveLength(5);
  },
);
