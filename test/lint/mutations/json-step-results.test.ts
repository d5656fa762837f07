import { testMutations } from '../mutate.js';

testMutations('json-step-results', [
  {
    title: 'a date of the loaded item is asked for its time',
    changes: [
      {
        file: 'welcome-placeholder/generate-user/route.ts',
        replace: 'return { success: true, userId, ...answer };',
        by: 'return { success: true, userId, ...answer, at: loaded.item.createdAt.getTime() }; // reported',
      },
    ],
  },
  {
    title: 'the ids are made a set inside the step',
    changes: [
      {
        file: 'welcome-placeholder/paginate-users/route.ts',
        replace: 'return selection;',
        by: 'return { ...selection, unique: new Set(selection.ids) };',
      },
      {
        file: 'welcome-placeholder/paginate-users/route.ts',
        replace: 'processedItems: selected.ids.length,',
        by: 'processedItems: selected.unique.size, // reported',
      },
    ],
  },
]);
