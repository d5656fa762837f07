import { testMutations } from '../mutate.js';

testMutations('no-logs-outside-steps', [
  {
    title: 'a line is logged before the first step',
    changes: [
      {
        file: 'welcome-placeholder/generate-user/route.ts',
        replace: 'const operationContext = createContext(flags);',
        by: `const operationContext = createContext(flags);
    console.info('[welcome-placeholder:execute] Starting:', { userId }); // reported`,
      },
    ],
  },
]);
