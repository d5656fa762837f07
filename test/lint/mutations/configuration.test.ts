import { testMutations } from '../mutate.js';

testMutations('client-base-url', [
  {
    title: 'the client is given url',
    changes: [
      {
        file: 'workflows/client.ts',
        replace: 'const client = new Client({ token, baseUrl });',
        by: 'const client = new Client({ token, url: baseUrl }); // reported',
      },
    ],
  },
]);

testMutations('signature-verification', [
  {
    title: 'there is no receiver',
    changes: [
      {
        file: 'welcome-placeholder/generate-user/route.ts',
        replace: '    failureFunction: async',
        by: '    receiver: undefined, // reported\n    failureFunction: async',
      },
    ],
  },
]);
