import { testMutations } from '../mutate.js';

testMutations('log-prefix', [
  {
    title: 'a log has no prefix',
    changes: [
      {
        file: 'welcome-placeholder/process-users/route.ts',
        replace:
          "console.info('[welcome-placeholder:process] Counted users:', { ...counted, dryRun });",
        by: "console.info('Counted users:', { ...counted, dryRun }); // reported",
      },
    ],
  },
]);
