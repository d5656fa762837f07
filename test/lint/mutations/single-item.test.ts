import { testMutations } from '../mutate.js';

testMutations('single-item', [
  {
    title: 'the execution layer takes a list',
    changes: [
      {
        file: 'welcome-placeholder/generate-user/route.ts',
        replace: '= serve<GenerateUserPlaceholderPayload>(',
        by: '= serve<{ userIds: string[] }>( // reported',
      },
    ],
  },
]);
