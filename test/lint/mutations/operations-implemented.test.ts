import { testMutations } from '../mutate.js';

testMutations('operations-implemented', [
  {
    title: 'an operation is a stub',
    changes: [
      {
        file: 'welcomePlaceholder/operations.ts',
        replace:
          '  async loadUser(id: string, context: WelcomePlaceholderContext): Promise<UserItem | undefined> {\n    return findUser(await context.db(), id, context.flags);',
        by: "  async loadUser(): Promise<UserItem | undefined> { // reported\n    throw new Error('Implement loadUser');",
      },
    ],
  },
]);
