import { testMutations } from '../mutate.js';

testMutations('response-shape', [
  {
    title: 'an answer does not say that it is a success',
    changes: [
      {
        file: 'welcome-placeholder/process-users/route.ts',
        replace: "return { success: true, totalEligible: 0, message: 'No eligible users found' };",
        by: "return { totalEligible: 0, message: 'No eligible users found' }; // reported",
      },
    ],
  },
  {
    title: 'a failure has no error',
    changes: [
      {
        file: 'welcome-placeholder/generate-user/route.ts',
        replace: 'return { success: false, userId, error: `User ${userId} not found` };',
        by: 'return { success: false, userId }; // reported',
      },
    ],
  },
]);
