import { testMutations } from '../mutate.js';

testMutations('workflow-class', [
  {
    title: 'the class does not trigger a layer',
    changes: [
      {
        file: 'welcomePlaceholder/index.ts',
        replace: 'export class WelcomePlaceholderWorkflow {',
        by: 'export class WelcomePlaceholderWorkflow { // reported',
      },
      {
        file: 'welcomePlaceholder/index.ts',
        replace: 'static triggerPaginateUsers(',
        by: 'static paginateUsers(',
      },
      {
        file: 'welcomePlaceholder/index.ts',
        replace: 'path: WORKFLOW_PATHS.paginate,',
        by: "path: pathOf('paginate'),",
      },
    ],
  },
]);
