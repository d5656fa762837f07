import { expect, it, vi } from 'vitest';
import { EXECUTE, startDigest } from './digest.js';
import { sdk } from './generated.js';

const database = {
  database: { import: `@generated-sdk${sdk}-database/server/database`, name: 'getServerDB' },
  files: {
    'src/server/database.ts': [
      'export const opened: string[] = [];',
      'export async function getServerDB() {',
      "  opened.push('connection');",
      '  return { name: "database" };',
      '}',
    ].join('\n'),
  },
};

it('opens a connection once per delivery, and only in a step that asks for it', async () => {
  const { kit, workflow, Workflow, fixture, operations } = await startDigest('database', database);
  const { opened }: { opened: string[] } = await workflow.load('../../database');
  opened.length = 0;
  const ids = await fixture.setUp(1);
  const { loadUser } = operations;
  operations.loadUser = async (id, context) => {
    expect(await context.db?.()).toBe(await context.db?.());
    return loadUser(id, context);
  };

  const { workflowRunId } = await Workflow.triggerExecuteUser({ userId: ids[0] });
  const run = await kit.run(workflowRunId);

  // Four deliveries, in which the route function runs seven times or more; three of them run a step.
  expect(run.deliveries).toHaveLength(4);
  expect(opened).toHaveLength(3);
});

it('keeps the instance contract: new DigestWorkflow(db, id) works and saves', async () => {
  const { workflow, fixture } = await startDigest('database', database);
  const [id] = await fixture.setUp(1);
  const { DigestWorkflow } = await workflow.load('index');

  const instance = new DigestWorkflow({ name: 'database' }, id);
  const result = await instance.execute({ id });
  await instance.saveToDatabase(result, 'wfr_root');

  expect(await fixture.saved()).toEqual([id]);
});

it('logs inside steps only, so that a line stands once', async () => {
  const { kit, Workflow, fixture, logs } = await startDigest('logs');
  await fixture.setUp(2);

  await Workflow.triggerProcessUsers({});
  await kit.settle();

  const lines = logs.mock.calls.map(([line]) => line);
  expect(lines.map(String).toSorted()).toEqual([
    '[digest:execute] Saved result:',
    '[digest:execute] Saved result:',
    '[digest:paginate] Selected users:',
    '[digest:process] Counted users:',
    '[digest:process] Triggering pagination:',
  ]);
});

it('logs a failed run with its layer, and reports it once', async () => {
  const { kit, Workflow, fixture, operations } = await startDigest('failure');
  const ids = await fixture.setUp(1);
  operations.executeUser = async () => {
    throw new Error('the model is down');
  };
  const onFailure = vi.spyOn(operations, 'onFailure');

  const { workflowRunId } = await Workflow.triggerExecuteUser({ userId: ids[0] });
  await kit.settle();

  expect((await kit.run(workflowRunId)).state).toBe('RUN_FAILED');
  expect(vi.mocked(console.error).mock.calls.map(([line]) => line)).toContain(
    '[digest:execute:error] Run failed:',
  );
  expect(onFailure).toHaveBeenCalledTimes(1);
  expect(onFailure.mock.calls[0]?.[0]).toMatchObject({
    layer: 'execute',
    status: 500,
    message: 'the model is down',
    payload: { userId: ids[0] },
  });
});

it('runs no step for an unsigned call, and none at all in production without keys', async () => {
  const { kit, fixture } = await startDigest('unsigned', {}, { env: { NODE_ENV: 'production' } });
  const ids = await fixture.setUp(1);

  const unsigned = await kit.post(EXECUTE, { body: { userId: ids[0] } });
  delete process.env.QSTASH_NEXT_SIGNING_KEY;
  const withoutKeys = await kit.post(EXECUTE, { body: { userId: ids[0] } });

  expect(unsigned.status).toBe(500);
  expect(withoutKeys.status).toBe(500);
  expect(await withoutKeys.json()).toEqual({
    error: 'QSTASH_CURRENT_SIGNING_KEY and QSTASH_NEXT_SIGNING_KEY are required in production.',
  });
  expect(await fixture.saved()).toEqual([]);
});
