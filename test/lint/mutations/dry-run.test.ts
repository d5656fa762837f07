import { testMutations } from '../mutate.js';

testMutations('dry-run', [
  {
    title: 'the pagination is triggered before the dry run is answered',
    changes: [
      {
        file: 'welcome-placeholder/process-users/route.ts',
        replace:
          '    if (dryRun) {\n      return { ...statistics, dryRun: true, message: `[DryRun] Would process ${planned}` };\n    }\n',
        by: '',
      },
      {
        file: 'welcome-placeholder/process-users/route.ts',
        replace: "context.run('welcome-placeholder:trigger-paginate', async () => {",
        by: "context.run('welcome-placeholder:trigger-paginate', async () => { // reported",
      },
    ],
  },
]);
