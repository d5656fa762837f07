import { testMutations } from '../mutate.js';

testMutations('bounded-step-results', [
  {
    title: 'a step returns the ids of all users, of which the next ones are made',
    changes: [
      {
        file: 'welcome-placeholder/paginate-users/route.ts',
        replace: 'if (userIds) {\n      const ids = userIds.slice(0, limit);',
        by: `if (userIds) {
      const ids = await context.run('welcome-placeholder:get-all-users', () => // reported
        getAllUserIds(operationContext),
      );`,
      },
    ],
  },
]);
