import { testMutations } from '../mutate.js';

testMutations('item-checked-before-work', [
  {
    title: 'layer 3 loads the user and works at once',
    changes: [
      {
        file: 'welcomePlaceholder/index.ts',
        replace: `    const isDone = force
      ? (await operations.filterUsersSavedBy(rootRunId, [userId], context)).length > 0
      : (await this.filterUsersNeedingProcessing([userId], context)).length === 0;
    return isDone ? { state: 'done' } : { state: 'ready', item };`,
        by: "    return { state: 'ready', item };",
      },
      {
        file: 'welcome-placeholder/generate-user/route.ts',
        replace: `    if (loaded.state === 'done') {
      return { success: true, userId, skipped: true, message: 'Already processed' };
    }
`,
        by: '',
      },
      {
        file: 'welcome-placeholder/generate-user/route.ts',
        replace:
          "const result = await context.run('welcome-placeholder:generate-user', async () => {",
        by: "const result = await context.run('welcome-placeholder:generate-user', async () => { // reported",
      },
    ],
  },
]);
