import { expect, it, vi } from 'vitest';
import { EXECUTE, PAGINATE, PROCESS, startDigest } from './digest.js';

it.each([
  [PROCESS, { dryRun: 'yes' }, 'dryRun must be true or false'],
  [PROCESS, { limit: 0 }, 'limit must be a whole number of at least 1'],
  [PROCESS, { paidOnly: 1 }, 'paidOnly must be true or false'],
  [PROCESS, ['a'], 'the payload must be a JSON object'],
  [PAGINATE, { userIds: [] }, 'userIds must be a list of at least one'],
  [PAGINATE, { userIds: ['a', ''] }, 'userIds must be a list of at least one'],
  [PAGINATE, { cursor: 5 }, 'cursor must be a string'],
  [EXECUTE, {}, 'userId is required'],
  [EXECUTE, { userId: 7 }, 'userId must be a non-empty string'],
])('ends %s with %j at once, and tells the failure function why', async (path, payload, reason) => {
  const { kit, workflow, operations } = await startDigest('payloads', {
    flags: [{ name: 'paidOnly', type: 'boolean' }],
  });
  const onFailure = vi.spyOn(operations, 'onFailure');
  const { triggerWorkflow } = await workflow.load('../client');

  const { workflowRunId } = await triggerWorkflow({
    path,
    payload,
    flowControl: { key: 'test', parallelism: 1 },
  });
  const run = await kit.run(workflowRunId);

  const calls = run.deliveries.filter(({ kind }) => kind === 'workflow');
  expect(calls.map(({ status }) => status)).toEqual([489]);
  expect(run.steps).toEqual([]);
  expect(run.failure?.message).toContain(reason);
  expect(onFailure).toHaveBeenCalledTimes(1);
  expect(onFailure.mock.calls[0]?.[0]).toMatchObject({
    status: 489,
    message: expect.stringContaining(reason),
    workflowRunId,
  });
});

it('takes an entry trigger without a payload', async () => {
  const { kit, workflow, fixture } = await startDigest('payload-none');
  await fixture.setUp(1);
  const { workflowClient, workflowUrl } = await workflow.load('../client');

  const { workflowRunId } = await workflowClient().trigger({ url: workflowUrl(PROCESS) });
  await kit.settle();

  expect((await kit.run(workflowRunId)).state).toBe('RUN_SUCCESS');
  expect(await fixture.saved()).toHaveLength(1);
});
