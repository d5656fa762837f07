import { testMutations } from '../mutate.js';

testMutations('pagination', [
  {
    title: 'no next page is scheduled',
    changes: [
      {
        file: 'welcome-placeholder/paginate-users/route.ts',
        replace: '= serve<PaginateUsersPayload>(',
        by: '= serve<PaginateUsersPayload>( // reported',
      },
      {
        file: 'welcome-placeholder/paginate-users/route.ts',
        replace: '{ ...flags, cursor: nextCursor, force, limit: remaining, rootRunId },',
        by: '{ paidOnly: flags.paidOnly, userIds: [], force, limit: remaining, rootRunId },',
      },
      {
        file: 'welcome-placeholder/paginate-users/route.ts',
        replace: '{ ...flags, userIds: chunk, force, rootRunId },',
        by: '{ paidOnly: flags.paidOnly, userIds: chunk, force, rootRunId },',
      },
    ],
  },
  {
    title: 'the next page is switched off',
    changes: [
      {
        file: 'welcome-placeholder/paginate-users/route.ts',
        replace: '= serve<PaginateUsersPayload>(',
        by: '= serve<PaginateUsersPayload>( // reported',
      },
      {
        file: 'welcome-placeholder/paginate-users/route.ts',
        replace: 'if (nextCursor !== null) {',
        by: 'if (false) {',
      },
      {
        file: 'welcome-placeholder/paginate-users/route.ts',
        replace: '{ ...flags, userIds: chunk, force, rootRunId },',
        by: '{ paidOnly: flags.paidOnly, userIds: chunk, force, rootRunId },',
      },
    ],
  },
]);
