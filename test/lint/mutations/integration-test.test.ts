import { testMutations } from '../mutate.js';

testMutations('integration-test', [
  {
    title: 'the tests import other files',
    changes: [
      {
        file: 'welcomePlaceholder/index.test.ts',
        replace: "import { WORKFLOW_PATHS, WelcomePlaceholderWorkflow } from './index';",
        by: '',
      },
      {
        file: 'welcomePlaceholder/index.test.ts',
        replace: "import('@/app/(backend)/api/workflows/welcome-placeholder/process-users/route')",
        by: "load('process')",
      },
      {
        file: 'welcomePlaceholder/index.test.ts',
        replace: "import('@/app/(backend)/api/workflows/welcome-placeholder/paginate-users/route')",
        by: "load('paginate')",
      },
      {
        file: 'welcomePlaceholder/index.test.ts',
        replace: "import('@/app/(backend)/api/workflows/welcome-placeholder/generate-user/route')",
        by: "load('execute')",
      },
      {
        file: 'welcome-placeholder/process-users/route.ts',
        replace: '= serve<ProcessUsersPayload>(',
        by: '= serve<ProcessUsersPayload>( // reported',
      },
    ],
  },
]);
