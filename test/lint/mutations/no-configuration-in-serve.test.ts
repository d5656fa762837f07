import { testMutations } from '../mutate.js';

testMutations('no-configuration-in-serve', [
  {
    title: 'limits in serve',
    changes: [
      {
        file: 'welcome-placeholder/process-users/route.ts',
        replace: '  {\n    failureFunction: async',
        by: '  {\n    ...{ flowControl: flowControl.process }, // reported\n    failureFunction: async',
      },
      {
        file: 'welcome-placeholder/process-users/route.ts',
        replace: "import { createContext } from '@/server/workflows/welcomePlaceholder/context';",
        by: "import { createContext } from '@/server/workflows/welcomePlaceholder/context';\nimport { flowControl } from '@/server/workflows/welcomePlaceholder/flowControl';",
      },
    ],
  },
  {
    title: 'an error handler of 0.2',
    changes: [
      {
        file: 'welcome-placeholder/generate-user/route.ts',
        replace: '  {\n    failureFunction: async',
        by: '  {\n    onError: () => {}, // reported\n    failureFunction: async',
      },
    ],
  },
]);
