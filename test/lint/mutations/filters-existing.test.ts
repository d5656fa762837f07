import { testMutations } from '../mutate.js';

testMutations('filters-existing', [
  {
    title: 'a page is not filtered',
    changes: [
      {
        file: 'welcome-placeholder/paginate-users/route.ts',
        replace: '= serve<PaginateUsersPayload>(',
        by: '= serve<PaginateUsersPayload>( // reported',
      },
      {
        file: 'welcome-placeholder/paginate-users/route.ts',
        replace: ":filter-existing',",
        by: ":select',",
      },
      {
        file: 'welcomePlaceholder/index.ts',
        replace:
          '    const needed = force ? ids : await this.filterUsersNeedingProcessing(ids, context);',
        by: '    const needed = ids;',
      },
      {
        file: 'welcomePlaceholder/index.ts',
        replace: 'operations.filterUsersSavedBy(rootRunId, ids, context)',
        by: 'operations.usersOf(rootRunId, ids, context)',
      },
      {
        file: 'welcomePlaceholder/index.ts',
        replace: 'ids.filter((id) => needsWork.has(id) || saved.has(id)).slice(0, limit)',
        by: 'ids.slice(0, limit)',
      },
      {
        file: 'welcomePlaceholder/index.ts',
        replace: 'chosen.filter((id) => !saved.has(id))',
        by: 'chosen',
      },
    ],
  },
]);
