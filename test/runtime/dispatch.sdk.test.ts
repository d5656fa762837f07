import { expect, it } from 'vitest';
import { EXECUTE, PAGINATE, startDigest } from './digest.js';

const stepNames = (run: { steps: readonly { name: string }[] } | undefined) =>
  run?.steps.map(({ name }) => name);

it('starts a chunk per step as one batch, one after the other', async () => {
  const { kit, Workflow, fixture } = await startDigest('dispatch-chunk', { dispatch: 'chunk' });
  await fixture.setUp(50);

  await Workflow.triggerProcessUsers({});
  await kit.settle();

  const pages = kit.runs({ path: PAGINATE });
  expect(pages.map(stepNames)).toEqual([
    [
      'digest:get-batch',
      'digest:filter-existing',
      'digest:fanout:1/3',
      'digest:fanout:2/3',
      'digest:fanout:3/3',
    ],
  ]);
  expect(pages[0]?.deliveries).toHaveLength(6);
  // A run per item, four deliveries each, and the page's six.
  const execute = kit.runs({ path: EXECUTE });
  expect(execute.flatMap(({ deliveries }) => deliveries)).toHaveLength(200);
});

it('comes back with chunks and starts an item per step when asked to', async () => {
  const { kit, Workflow, fixture } = await startDigest('dispatch-item', { dispatch: 'item' });
  await fixture.setUp(50);

  await Workflow.triggerProcessUsers({});
  await kit.settle();

  const [page, ...chunks] = kit.runs({ path: PAGINATE });
  expect(stepNames(page)?.slice(2)).toEqual([
    'digest:fanout:1/3',
    'digest:fanout:2/3',
    'digest:fanout:3/3',
  ]);
  expect(chunks.map(({ steps }) => steps.length)).toEqual([20, 20, 10]);
  expect(stepNames(chunks[0])?.[0]).toBe('digest:execute:user-00001');
  expect(kit.runs({ path: EXECUTE })).toHaveLength(50);
});

it.each(['chunk', 'item'] as const)(
  'splits explicit ids above the chunk size (dispatch %s)',
  async (dispatch) => {
    const { kit, Workflow, fixture } = await startDigest(`explicit-${dispatch}`, {
      dispatch,
      pageSize: 5,
      chunkSize: 4,
    });
    const ids = await fixture.setUp(10);

    const { workflowRunId } = await Workflow.triggerPaginateUsers({ userIds: [...ids, ...ids] });
    await kit.settle();

    const run = await kit.run(workflowRunId);
    expect(stepNames(run)).toEqual(['digest:fanout:1/3', 'digest:fanout:2/3', 'digest:fanout:3/3']);
    expect(run.result).toEqual({ success: true, processedItems: 10 });
    expect((await fixture.saved()).sort()).toEqual(ids);
  },
);

it.each([
  [10, 1],
  [20, 2],
  [21, 3],
])('takes no empty last page: %i items in pages of 10 are %i runs', async (items, pages) => {
  const { kit, Workflow, fixture } = await startDigest('last-page', { pageSize: 10, chunkSize: 5 });
  await fixture.setUp(items);

  await Workflow.triggerProcessUsers({});
  await kit.settle();

  const runs = kit.runs({ path: PAGINATE });
  expect(runs).toHaveLength(pages);
  expect(runs.at(-1)?.result).toMatchObject({ nextCursor: null });
});

it('answers an empty page, which a stale cursor may lead to', async () => {
  const { kit, Workflow, fixture } = await startDigest('stale-cursor');
  const ids = await fixture.setUp(2);

  const { workflowRunId } = await Workflow.triggerPaginateUsers({ cursor: ids[1] });
  const run = await kit.run(workflowRunId);

  expect(run.result).toMatchObject({
    success: true,
    processedItems: 0,
    message: 'Pagination complete',
  });
});
