import { testMutations } from '../mutate.js';

testMutations('unique-step-names', [
  {
    title: 'the number is missing in the name of a step in a loop',
    changes: [
      {
        file: 'welcome-placeholder/process-users/route.ts',
        replace: 'context.run(`welcome-placeholder:count:${n}`, async () => {',
        by: "context.run('welcome-placeholder:count', async () => { // reported",
      },
    ],
  },
  {
    title: 'the id is missing in the name of a step in a map',
    changes: [
      {
        file: 'welcome-placeholder/paginate-users/route.ts',
        replace: 'context.run(`welcome-placeholder:execute:${userId}`, () =>',
        by: "context.run('welcome-placeholder:execute', () => // reported",
      },
    ],
  },
  {
    title: 'two steps have one name',
    changes: [
      {
        file: 'welcome-placeholder/generate-user/route.ts',
        replace: "context.run('welcome-placeholder:save-result', async () => {",
        by: "context.run('welcome-placeholder:get-user', async () => { // reported",
      },
    ],
  },
]);
