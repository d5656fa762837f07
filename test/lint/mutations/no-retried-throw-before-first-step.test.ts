import { testMutations } from '../mutate.js';

testMutations('no-retried-throw-before-first-step', [
  {
    title: `a bad id is refused with a plain error`,
    changes: [
      {
        file: `welcome-placeholder/generate-user/route.ts`,
        replace: `    const operationContext = createContext(flags);`,
        by: `    if (userId.length > 100) throw new Error('userId is too long'); // reported
    const operationContext = createContext(flags);`,
      },
    ],
  },
]);
