import { expect, it, vi } from 'vitest';
import { PROCESS, startDigest } from './digest.js';

it('keeps the entry run small however many items there are', async () => {
  const { kit, Workflow, fixture } = await startDigest('bounded');
  await fixture.setUp(5000);

  const { workflowRunId } = await Workflow.triggerProcessUsers({ dryRun: true });
  const run = await kit.run(workflowRunId);

  expect(run.result).toMatchObject({ totalEligible: 5000, toProcess: 5000 });
  for (const step of run.steps) expect(JSON.stringify(step.out).length).toBeLessThan(200);
});

it('counts in one query when the store can', async () => {
  const { kit, Workflow, fixture, operations } = await startDigest('count');
  await fixture.setUp(3);
  const list = vi.spyOn(operations, 'listUsers');
  operations.countUsers = async () => ({ totalEligible: 70_000, toProcess: 69_000 });

  const { workflowRunId } = await Workflow.triggerProcessUsers({ dryRun: true });
  const run = await kit.run(workflowRunId);

  expect(run.result).toMatchObject({
    totalEligible: 70_000,
    toProcess: 69_000,
    alreadyProcessed: 1000,
  });
  expect(run.steps).toHaveLength(1);
  expect(list).not.toHaveBeenCalled();
});

it('stops counting after 100 steps, says so, and still starts the work', async () => {
  const { kit, Workflow, operations } = await startDigest('capped');
  let pages = 0;
  const clock = vi.spyOn(Date, 'now');
  operations.listUsers = async ({ take }) => {
    if (take !== 500) return [];
    pages += 1;
    // Each page uses up the time budget of its step.
    clock.mockReturnValueOnce(Date.now() + 11_000);
    return Array.from({ length: 500 }, (_, index) => `user-${pages}-${index}`);
  };
  operations.filterUsers = async (ids) => ids;

  const { workflowRunId } = await Workflow.triggerProcessUsers({});
  await kit.settle();

  const run = await kit.run(workflowRunId);
  expect(run.path).toBe(PROCESS);
  expect(run.steps.map(({ name }) => name).slice(0, 2)).toEqual([
    'digest:count:1',
    'digest:count:2',
  ]);
  expect(run.steps).toHaveLength(101);
  expect(run.result).toMatchObject({
    totalEligible: 50_000,
    capped: true,
    message: 'Triggered pagination for at least 50000 users',
  });
  expect(kit.runs()).toHaveLength(2);
});
