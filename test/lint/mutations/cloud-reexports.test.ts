import { testMutations } from '../mutate.js';

testMutations('cloud-reexports', [
  {
    title: 'a route is handed on to itself',
    changes: [
      {
        file: 'welcome-placeholder/generate-user/route.ts',
        replace: 'export const POST = verified(handle);',
        by: "export { POST } from '@/app/(backend)/api/workflows/welcome-placeholder/generate-user/route'; // reported",
      },
    ],
  },
]);
