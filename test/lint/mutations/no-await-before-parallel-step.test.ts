import { testMutations } from '../mutate.js';

testMutations('no-await-before-parallel-step', [
  {
    title: `the database is asked in a map, before the step`,
    changes: [
      {
        file: `welcome-placeholder/paginate-users/route.ts`,
        replace: `ids.map((userId) =>
          context.run(\`welcome-placeholder:execute:\${userId}\`, () =>`,
        by: `ids.map(async (userId) =>
          (await operationContext.db()) &&
          context.run(\`welcome-placeholder:execute:\${userId}\`, () => // reported`,
      },
    ],
  },
]);
