import { testMutations } from '../mutate.js';

testMutations('flags-travel', [
  {
    title: 'layer 1 passes nothing on but where it is from',
    changes: [
      {
        file: 'welcome-placeholder/process-users/route.ts',
        replace: '{ ...flags, force, limit, rootRunId: context.workflowRunId },',
        by: '{ rootRunId: context.workflowRunId }, // reported',
      },
    ],
  },
  {
    title: 'layer 1 passes nothing on at all',
    changes: [
      {
        file: 'welcome-placeholder/process-users/route.ts',
        replace: '{ ...flags, force, limit, rootRunId: context.workflowRunId },',
        by: '{}, // reported',
      },
    ],
  },
  {
    title: 'the next page has forgotten the flags',
    changes: [
      {
        file: 'welcome-placeholder/paginate-users/route.ts',
        replace: '{ ...flags, cursor: nextCursor, force, limit: remaining, rootRunId },',
        by: '{ cursor: nextCursor, force, limit: remaining, rootRunId }, // reported',
      },
    ],
  },
  {
    title: 'a chunk has forgotten to be forced',
    changes: [
      {
        file: 'welcome-placeholder/paginate-users/route.ts',
        replace: '{ ...flags, userIds: chunk, force, rootRunId },',
        by: '{ ...flags, userIds: chunk, rootRunId }, // reported',
      },
    ],
  },
  {
    title: 'layer 3 is not told that it is forced',
    changes: [
      {
        file: 'welcome-placeholder/paginate-users/route.ts',
        replace: '{ ...flags, userId, force, rootRunId },',
        by: '{ ...flags, userId, rootRunId }, // reported',
      },
    ],
  },
]);
