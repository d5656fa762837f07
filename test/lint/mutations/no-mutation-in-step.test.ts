import { testMutations } from '../mutate.js';

testMutations('no-mutation-in-step', [
  {
    title: `the result leaves the step through a variable`,
    changes: [
      {
        file: `welcome-placeholder/generate-user/route.ts`,
        replace: `const result = await context.run('welcome-placeholder:generate-user', async () => {`,
        by: `let result: unknown;
    await context.run('welcome-placeholder:generate-user', async () => {`,
      },
      {
        file: `welcome-placeholder/generate-user/route.ts`,
        replace: `      return workflow.generate(loaded.item);`,
        by: `      result = await workflow.generate(loaded.item); // reported`,
      },
    ],
  },
]);
