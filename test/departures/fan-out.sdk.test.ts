import type { TestKit } from 'trifold/testing';
import { describe, expect, test } from 'vitest';
import { GUIDE_PATHS, startGuide } from './support/guide.js';
import { generateOurs } from './support/ours.js';
import { quiet } from './support/quiet.js';

const ours = await generateOurs('fan-out', { dispatch: 'chunk' });
const oursByItem = await generateOurs('fan-out-item', { dispatch: 'item' });
quiet();

describe('the last page, at 50 users a page', () => {
  test('guide: is always an empty one', async () => {
    await using guide = await startGuide(10);

    await guide.processAll();

    const pages = guide.runs({ path: GUIDE_PATHS.paginate }).map(({ result }) => result);
    expect(pages).toEqual([
      expect.objectContaining({ processedItems: 10, nextCursor: 'user-00010' }),
      { success: true, message: 'Pagination complete' },
    ]);
  });

  test.each([
    { users: 10, processed: [10] },
    { users: 50, processed: [50] },
    { users: 51, processed: [50, 1] },
  ])('ours: has users left in it, with $users of them', async ({ users, processed }) => {
    await using kit = await ours.start(users);

    await kit.processAll();

    const pages = kit.runs({ path: kit.paths.paginate }).map(({ result }) => result);
    expect(pages).toEqual(
      processed.map((count) => expect.objectContaining({ processedItems: count })),
    );
    expect(pages.at(-1)).toMatchObject({ nextCursor: null });
    expect(await kit.saved()).toEqual(kit.ids);
  });
});

/** Messages of layers 2 and 3, each of which is one delivery, and those of layer 2 alone. */
function costOf(kit: TestKit, paginatePath: string, executePath: string) {
  const messages = (path: string) =>
    kit.runs({ path }).reduce((sum, run) => sum + run.deliveries.length, 0);
  const paginate = messages(paginatePath);
  return { paginate, all: paginate + messages(executePath) };
}

describe('a page of 50 users, chunks of 20, three steps per user', () => {
  test('guide: one parallel step per user, and an empty page: 115 messages besides the 200 of layer 3', async () => {
    await using guide = await startGuide(50);

    await guide.processAll();

    expect(costOf(guide, GUIDE_PATHS.paginate, GUIDE_PATHS.execute)).toEqual({
      paginate: 115,
      all: 315,
    });
  });

  test('ours, dispatch item: the same without the empty page, 112', async () => {
    await using kit = await oursByItem.start(50);

    await kit.processAll();

    expect(await kit.saved()).toEqual(kit.ids);
    expect(costOf(kit, kit.paths.paginate, kit.paths.execute)).toEqual({ paginate: 112, all: 312 });
  });

  test('ours, dispatch chunk: one step and one batch per chunk, 6', async () => {
    await using kit = await ours.start(50);

    await kit.processAll();

    expect(await kit.saved()).toEqual(kit.ids);
    expect(costOf(kit, kit.paths.paginate, kit.paths.execute)).toEqual({ paginate: 6, all: 206 });
    const [page] = kit.runs({ path: kit.paths.paginate });
    expect(page?.steps.map(({ name }) => name)).toEqual([
      'welcome-placeholder:get-batch',
      'welcome-placeholder:filter-existing',
      'welcome-placeholder:fanout:1/3',
      'welcome-placeholder:fanout:2/3',
      'welcome-placeholder:fanout:3/3',
    ]);
  });
});

describe('explicit ids, one of them given twice', () => {
  const userIds = ['user-00001', 'user-00002', 'user-00001'];

  test('guide: two steps have the same name, and the work is done twice', async () => {
    await using guide = await startGuide(2);

    const run = await guide.run(await guide.trigger(GUIDE_PATHS.paginate, { body: { userIds } }));
    await guide.settle();

    expect(run.result).toEqual({ success: true, processedItems: 3 });
    expect([...guide.store.work].sort()).toEqual(['user-00001', 'user-00001', 'user-00002']);
  });

  test('ours: the ids are taken once', async () => {
    await using kit = await ours.start(2);

    const { workflowRunId } = await kit.Workflow.triggerPaginateUsers({ userIds });
    await kit.settle();

    expect((await kit.run(workflowRunId)).result).toEqual({ success: true, processedItems: 2 });
    expect([...kit.work].sort()).toEqual(kit.ids);
  });
});

describe('more explicit ids than a run may have steps', () => {
  // 1,000 in production.
  const limits = { stepsPerRun: 10 };

  test('guide: one step per id, so the run fails', async () => {
    await using guide = await startGuide(20, { limits });

    const userIds = guide.store.ids;
    const run = await guide.run(await guide.trigger(GUIDE_PATHS.paginate, { body: { userIds } }));

    expect(run.state).toBe('RUN_FAILED');
    expect(run.failure?.message).toContain('over the limit of 10 steps');
  });

  test('ours: one step per chunk', async () => {
    await using kit = await ours.start(20, { limits });

    await kit.Workflow.triggerPaginateUsers({ userIds: [...kit.ids] });
    await kit.settle();

    expect(await kit.saved()).toEqual(kit.ids);
  });

  test.each([
    { name: 'no id at all', userIds: [] },
    { name: 'more than 500 chunks', userIds: Array.from({ length: 10_001 }, (_, n) => `id-${n}`) },
  ])('ours: refuses $name at once', async ({ userIds }) => {
    await using kit = await ours.start(1);

    const { workflowRunId } = await kit.Workflow.triggerPaginateUsers({ userIds });
    const run = await kit.run(workflowRunId);

    expect(run.failure?.status).toBe(489);
    expect(run.failure?.message).toContain('Invalid payload: userIds must');
  });
});
