import { testMutations } from '../mutate.js';

testMutations('one-database-connection', [
  {
    title: 'two steps take a connection each',
    changes: [
      {
        file: 'welcome-placeholder/generate-user/route.ts',
        replace: "import { verified } from '@/server/workflows/client';",
        by: "import { getServerDB } from '@/server/database/server';\nimport { verified } from '@/server/workflows/client';",
      },
      {
        file: 'welcome-placeholder/generate-user/route.ts',
        replace:
          '      const workflow = new WelcomePlaceholderWorkflow(await operationContext.db(), userId, flags);\n      return workflow.generate(loaded.item);',
        by: '      const workflow = new WelcomePlaceholderWorkflow(await getServerDB(), userId, flags);\n      return workflow.generate(loaded.item);',
      },
      {
        file: 'welcome-placeholder/generate-user/route.ts',
        replace:
          '      const workflow = new WelcomePlaceholderWorkflow(await operationContext.db(), userId, flags);\n      const saved',
        by: '      const workflow = new WelcomePlaceholderWorkflow(await getServerDB(), userId, flags); // reported\n      const saved',
      },
    ],
  },
]);
