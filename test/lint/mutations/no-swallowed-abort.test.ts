import { testMutations } from '../mutate.js';

testMutations('no-swallowed-abort', [
  {
    title: `a catch clause answers for a step`,
    changes: [
      {
        file: `welcome-placeholder/paginate-users/route.ts`,
        replace: `    await fanOut(selected.ids);`,
        by: `    try {
      await fanOut(selected.ids);
    } catch (error) { // reported
      return { success: false, error: String(error) };
    }`,
      },
    ],
  },
  {
    title: `chunks are settled`,
    changes: [
      {
        file: `welcome-placeholder/paginate-users/route.ts`,
        replace: `        await Promise.all(
          chunks.map(`,
        by: `        await Promise.allSettled( // reported
          chunks.map(`,
      },
    ],
  },
  {
    title: `a step has a catch method`,
    changes: [
      {
        file: `welcome-placeholder/paginate-users/route.ts`,
        replace: `      await fanOut(ids);`,
        by: `      await fanOut(ids).catch((error) => console.error(error)); // reported`,
      },
    ],
  },
]);
