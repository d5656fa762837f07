import { serve } from '@upstash/workflow/nextjs';
import { describe, expect, test, vi } from 'vitest';
import { sdk } from '../runtime/generated.js';
import { startKit } from '../testing/startKit.js';
import { generateOurs } from './support/ours.js';
import { quiet } from './support/quiet.js';

const ours = await generateOurs('outside-steps', {
  database: {
    import: `@generated-sdk${sdk}-departure-outside-steps/database/server`,
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

/** The lines of a level that carry the prefix of the workflow. */
function linesOf(level: 'log' | 'info'): string[] {
  return vi
    .mocked(console[level])
    .mock.calls.map(([line]) => String(line))
    .filter((line) => line.startsWith('[welcome-placeholder:'));
}

describe('a log line of a run of three steps', () => {
  test('guide: at the top of the route it is written eight times', async () => {
    await using kit = await startKit({
      '/generate-user': () =>
        serve(async (context) => {
          console.log('[welcome-placeholder:generate] Starting:', context.workflowRunId);
          await context.run('get-user', () => 1);
          await context.run('generate-user', () => 2);
          await context.run('save-result', () => 3);
        }),
    });

    await kit.run(await kit.trigger('/generate-user'));

    expect(linesOf('log')).toEqual(Array(8).fill('[welcome-placeholder:generate] Starting:'));
  });

  test('ours: is written once, in all three layers', async () => {
    await using kit = await ours.start(1);

    await kit.processAll();

    expect(linesOf('info')).toEqual([
      '[welcome-placeholder:process] Counted users:',
      '[welcome-placeholder:process] Triggering pagination:',
      '[welcome-placeholder:paginate] Selected users:',
      '[welcome-placeholder:execute] Saved result:',
    ]);
  });
});
