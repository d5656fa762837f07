import { serve } from '@upstash/workflow/nextjs';
import { describe, expect, test, vi } from 'vitest';
import { sdk } from '../runtime/generated.js';
import { startKit } from '../testing/startKit.js';
import { generateOurs } from './support/ours.js';
import { quiet } from './support/quiet.js';

const ours = await generateOurs('database-connection', {
  database: {
    import: `@generated-sdk${sdk}-departure-database-connection/database/server`,
    name: 'getServerDB',
  },
});
await ours.add(
  'src/database/server.ts',
  `export const opened = { count: 0 };
export async function getServerDB() {
  opened.count += 1;
  return {};
}
`,
);
quiet();

describe('the database connection of a run of three steps', () => {
  test('guide: at the top of the route it is opened eight times, for four deliveries', async () => {
    const getServerDB = vi.fn(async () => ({}));
    await using kit = await startKit({
      '/generate-user': () =>
        serve(async (context) => {
          const db = await getServerDB();
          const user = await context.run('get-user', () => ({ id: 'ada', db }));
          const result = await context.run('generate-user', () => ({ text: user.id }));
          await context.run('save-result', () => ({ result, db }));
        }),
    });

    const run = await kit.run(await kit.trigger('/generate-user'));

    expect(run.deliveries).toHaveLength(4);
    expect(getServerDB).toHaveBeenCalledTimes(8);
  });

  test('ours: is opened once per step, though each operation asks for it', async () => {
    await using kit = await ours.start(1);
    const { opened } = await ours.load('../../../database/server');
    const { operations } = kit;
    const { filterUsers, loadUser } = operations;
    operations.loadUser = async (id, context) => {
      await context.db?.();
      return loadUser(id, context);
    };
    operations.filterUsers = async (ids, context) => {
      await context.db?.();
      return filterUsers(ids, context);
    };
    opened.count = 0;

    const { workflowRunId } = await kit.Workflow.triggerGenerateUser({ userId: 'user-00001' });
    const run = await kit.run(workflowRunId);

    expect(run.deliveries).toHaveLength(4);
    expect(await kit.saved()).toEqual(['user-00001']);
    expect(opened.count).toBe(3);
  });
});
