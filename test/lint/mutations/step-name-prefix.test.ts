import { testMutations } from '../mutate.js';

testMutations('step-name-prefix', [
  {
    title: 'a step has another prefix',
    changes: [
      {
        file: 'welcome-placeholder/generate-user/route.ts',
        replace: "context.run('welcome-placeholder:save-result', async () => {",
        by: "context.run('save-result', async () => { // reported",
      },
    ],
  },
]);
