import { testMutations } from '../mutate.js';

const route = 'welcome-placeholder/generate-user/route.ts';
const create = 'const operationContext = createContext(flags);';

testMutations('no-effects-outside-steps', [
  {
    title: 'the clock is read before the first step and used in a later one',
    changes: [
      {
        file: route,
        replace: create,
        by: `${create}\n    const startedAt = Date.now(); // reported`,
      },
      {
        file: route,
        replace: '{ userId, rootRunId });',
        by: '{ userId, rootRunId, startedAt });',
      },
    ],
  },
  {
    title: 'the database is asked between two steps',
    changes: [
      {
        file: route,
        replace: "const result = await context.run('welcome-placeholder:generate-user'",
        by: `await (await operationContext.db()).delete(users); // reported
    const result = await context.run('welcome-placeholder:generate-user'`,
      },
    ],
  },
  {
    title: 'a function of the class that works with the database is called outside a step',
    changes: [
      {
        file: route,
        replace: "const result = await context.run('welcome-placeholder:generate-user'",
        by: `const options = { force, rootRunId, context: operationContext };
    await WelcomePlaceholderWorkflow.loadUser(userId, options); // reported
    const result = await context.run('welcome-placeholder:generate-user'`,
      },
    ],
  },
  {
    title: 'the name of a step has a random part',
    changes: [
      {
        file: route,
        replace: "context.run('welcome-placeholder:save-result',",
        by: 'context.run(`welcome-placeholder:save-result:${crypto.randomUUID()}`, // reported\n     ',
      },
    ],
  },
]);
