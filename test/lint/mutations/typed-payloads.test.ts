import { testMutations } from '../mutate.js';

testMutations('typed-payloads', [
  {
    title: 'the entry layer has no payload type',
    changes: [
      {
        file: 'welcome-placeholder/process-users/route.ts',
        replace: '= serve<ProcessUsersPayload>(',
        by: '= serve( // reported',
      },
    ],
  },
]);
