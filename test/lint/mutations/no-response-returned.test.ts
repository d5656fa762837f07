import { testMutations } from '../mutate.js';

testMutations('no-response-returned', [
  {
    title: 'the answer is wrapped in a Response',
    changes: [
      {
        file: 'welcome-placeholder/generate-user/route.ts',
        replace: 'return { success: true, userId, ...answer };',
        by: 'return Response.json({ success: true, userId, ...answer }); // reported',
      },
    ],
  },
]);
