import { testMutations } from '../mutate.js';

testMutations('no-return-before-first-step', [
  {
    title: `a dry run is answered at the top`,
    changes: [
      {
        file: `welcome-placeholder/process-users/route.ts`,
        replace: `    let count: UsersCount`,
        by: `    if (dryRun) return { success: true, dryRun }; // reported
    let count: UsersCount`,
      },
    ],
  },
  {
    title: `there is no step for an empty list of ids`,
    changes: [
      {
        file: `welcome-placeholder/paginate-users/route.ts`,
        replace: `      await fanOut(ids);
      return { success: true, processedItems: ids.length };`,
        by: `      return { success: true, processedItems: ids.length }; // reported`,
      },
    ],
  },
]);
