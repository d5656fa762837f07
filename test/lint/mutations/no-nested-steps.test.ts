import { testMutations } from '../mutate.js';

testMutations('no-nested-steps', [
  {
    title: `a step sleeps behind an await`,
    changes: [
      {
        file: `welcome-placeholder/generate-user/route.ts`,
        replace: `      return workflow.generate(loaded.item);`,
        by: `      await context.sleep('welcome-placeholder:pause', 1); // reported
      return workflow.generate(loaded.item);`,
      },
    ],
  },
]);
