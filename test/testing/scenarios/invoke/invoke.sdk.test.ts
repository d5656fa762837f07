import { createWorkflow, serveMany } from '@upstash/workflow/nextjs';
import type { WorkflowContext } from '@upstash/workflow';
import { expect, test } from 'vitest';
import { startKit } from '../../startKit.js';
import { sdkHas } from '../../sdk.js';

/** One route that serves several workflows, as `serveMany` is made for, under each of its paths. */
function startMany(workflows: Parameters<typeof serveMany>[0]) {
  const paths = Object.keys(workflows).map((name) => [`/${name}`, () => serveMany(workflows)]);
  return startKit(Object.fromEntries(paths));
}

const double = createWorkflow(async (context: WorkflowContext<number>) => {
  const n = context.requestPayload;
  return context.run('double', () => n * 2);
});

test('goes on with the result of the run it invoked', async () => {
  const parent = createWorkflow(async (context: WorkflowContext<string>) => {
    const { body, isFailed, isCanceled } = await context.invoke('invoke', {
      workflow: double,
      body: 21,
      workflowRunId: 'child',
    });
    return { body, isFailed, isCanceled };
  });
  await using kit = await startMany({ parent, double });

  const run = await kit.run(await kit.trigger('/parent'));

  expect(run.result).toEqual({ body: 42, isFailed: false, isCanceled: false });
  expect(kit.calls).toEqual({ '/parent': 2, '/double': 2 });
  const child = await kit.run('child');
  expect(child).toMatchObject({ payload: 21, result: 42, path: '/double' });
  const { runs } = await kit.client.logs({ workflowRunId: child.workflowRunId });
  expect(runs[0]?.invoker).toMatchObject({
    workflowRunId: run.workflowRunId,
    workflowUrl: `${kit.url}/parent`,
  });
  expect(kit.timeline(run.workflowRunId)).toEqual([
    '0 s: triggered',
    '0 s: delivered',
    '0 s: answered 200',
    '0 s: step-appended invoke',
    '0 s: delivered',
    '0 s: run-succeeded',
    '0 s: answered 200',
  ]);
  expect(kit.timeline(child.workflowRunId)).toEqual([
    '0 s: triggered',
    '0 s: delivered',
    '0 s: step-appended double',
    '0 s: delivered',
    '0 s: answered 200',
    '0 s: run-succeeded',
    '0 s: answered 200',
  ]);
});

test('invokes runs in parallel, nested three deep', async () => {
  const middle = createWorkflow(async (context: WorkflowContext<number>) => {
    const n = context.requestPayload;
    const { body } = await context.invoke('inner', { workflow: double, body: n });
    return body;
  });
  const parent = createWorkflow(async (context: WorkflowContext<string>) => {
    const answers = await Promise.all(
      [1, 2, 3].map((n) => context.invoke(`invoke ${n}`, { workflow: middle, body: n })),
    );
    return answers.map(({ body }) => body);
  });
  await using kit = await startMany({ parent, middle, double });

  const run = await kit.run(await kit.trigger('/parent'));

  expect(run.result).toEqual([2, 4, 6]);
  expect(kit.calls).toEqual({ '/parent': 7, '/middle': 6, '/double': 6 });
});

test('goes on when the run it invoked fails or is canceled', async () => {
  const failing = createWorkflow(async (context: WorkflowContext<string>) => {
    await context.run('break', () => {
      throw new Error('broken');
    });
  });
  const canceling = createWorkflow(async (context: WorkflowContext<string>) => {
    await context.run('first', () => true);
    await context.cancel();
  });
  const parent = createWorkflow(async (context: WorkflowContext<string>) => {
    const failed = await context.invoke('failing', { workflow: failing, body: '', retries: 1 });
    const canceled = await context.invoke('canceling', { workflow: canceling, body: '' });
    return [
      [failed.body, failed.isFailed, failed.isCanceled],
      [canceled.isFailed, canceled.isCanceled],
    ];
  });
  await using kit = await startMany({ parent, failing, canceling });

  const run = await kit.run(await kit.trigger('/parent'));

  expect(run.result).toEqual([
    [null, true, false],
    [false, true],
  ]);
  expect(kit.failures().map(({ path }) => path)).toEqual(['/failing']);
  // The failing one twice; from 1.0 on it is told of its failure, too.
  const news = sdkHas('triggerConfig') ? 1 : 0;
  expect(kit.calls).toEqual({ '/parent': 3, '/failing': 2 + news, '/canceling': 2 });
  expect((run.endedAt ?? 0) - run.createdAt).toBeCloseTo(12_182, -2);
});

test('keeps the result of an invoked run for its parent that has failed meanwhile', async () => {
  const slow = createWorkflow(async (context: WorkflowContext<string>) => {
    await context.sleep('slow', 60);
    return context.run('work', () => 'late');
  });
  let isBroken = true;
  const parent = createWorkflow(async (context: WorkflowContext<string>) => {
    const [{ body }, own] = await Promise.all([
      context.invoke('slow', { workflow: slow, body: '' }),
      context.run('own', () => {
        if (isBroken) throw new Error('broken');
        return 'own';
      }),
    ]);
    return [body, own];
  });
  await using kit = await startMany({ parent, slow });
  const failed = await kit.run(await kit.trigger('/parent', { retries: 0 }));
  await kit.settle();
  expect(failed.state).toBe('RUN_FAILED');

  isBroken = false;
  const { messages } = await kit.client.dlq.list();
  const [{ dlqId } = { dlqId: '' }] = messages;
  const { workflowRunId } = await kit.client.dlq.resume({ dlqId });

  expect((await kit.run(workflowRunId)).result).toEqual(['late', 'own']);
  expect(kit.runs({ path: '/slow' })).toHaveLength(1);
});

test('refuses to invoke for a run that has ended, which the SDK takes quietly', async () => {
  const parent = createWorkflow(async (context: WorkflowContext<string>) => {
    await context.run('first', () => true);
    await context.invoke('invoke', { workflow: double, body: 1 });
  });
  await using kit = await startMany({ parent, double });
  kit.faults.add({ kind: 'delay', match: ({ stepsDone }) => stepsDone === 1 });
  const id = await kit.trigger('/parent');
  await kit.engine.idle();
  await kit.client.cancel({ ids: [id] });
  await kit.settle();

  expect(kit.runs({ path: '/double' })).toEqual([]);
  expect((await kit.run(id)).state).toBe('RUN_CANCELED');
});
