import { describe, expect, test } from 'vitest';
import { GUIDE_PATHS, startGuide } from './support/guide.js';
import { generateOurs } from './support/ours.js';
import { quiet } from './support/quiet.js';

const ours = await generateOurs('last-page');
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
