import { testMutations } from '../mutate.js';

testMutations('no-floating-promise-in-step', [
  {
    title: `the result is saved by a call that nothing waits for`,
    changes: [
      {
        file: `welcome-placeholder/generate-user/route.ts`,
        replace: `const saved = await workflow.saveToRedis(result, rootRunId);`,
        by: `workflow.saveToRedis(result, rootRunId); // reported`,
      },
      {
        file: `welcome-placeholder/generate-user/route.ts`,
        replace: `      return saved;
`,
        by: ``,
      },
    ],
  },
]);
