import { testMutations } from '../mutate.js';

testMutations('no-unawaited-step', [
  {
    title: `the await of a step is missing`,
    changes: [
      {
        file: `welcome-placeholder/paginate-users/route.ts`,
        replace: `      await context.run('welcome-placeholder:next-page', () =>`,
        by: `      context.run('welcome-placeholder:next-page', () => // reported`,
      },
    ],
  },
  {
    title: `the await of a helper with steps is missing`,
    changes: [
      {
        file: `welcome-placeholder/paginate-users/route.ts`,
        replace: `    await fanOut(selected.ids);`,
        by: `    fanOut(selected.ids); // reported`,
      },
    ],
  },
  {
    title: `the await of Promise.all is missing`,
    changes: [
      {
        file: `welcome-placeholder/paginate-users/route.ts`,
        replace: `      await Promise.all(
        ids.map(`,
        by: `      Promise.all( // reported
        ids.map(`,
      },
    ],
  },
]);
