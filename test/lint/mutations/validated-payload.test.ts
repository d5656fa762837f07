import { testMutations } from '../mutate.js';

testMutations('validated-payload', [
  {
    title: `the id is used as it came`,
    changes: [
      {
        file: `welcome-placeholder/generate-user/route.ts`,
        replace: `parseGenerateUserPlaceholderPayload(context.requestPayload);`,
        by: `context.requestPayload;`,
      },
      {
        file: `welcome-placeholder/generate-user/route.ts`,
        replace: `      WelcomePlaceholderWorkflow.loadUser(userId, { force, rootRunId, context: operationContext }),`,
        by: `      WelcomePlaceholderWorkflow.loadUser(userId, { force, rootRunId, context: operationContext }), // reported`,
      },
    ],
  },
]);
