import { Client } from '@upstash/workflow';
import { serve } from '@upstash/workflow/nextjs';
import { describe, expect, test, vi } from 'vitest';
import { startKit } from '../testing/startKit.js';
import { generateOurs } from './support/ours.js';
import { quiet } from './support/quiet.js';

const ours = await generateOurs('refused-triggers', { dispatch: 'chunk' });
const oursByItem = await generateOurs('refused-triggers-item', { dispatch: 'item' });
quiet();

/** QStash answers 400: a destination without a scheme is no URL. */
const REFUSED = 'app.localhost';

describe('a trigger in a step that QStash answers with 400', () => {
  test('guide: the run hangs for ever, without an error', async () => {
    await using kit = await startKit({
      '/process-users': () =>
        serve(async (context) => {
          await context.run('trigger-paginate', () =>
            new Client({ token: process.env.QSTASH_TOKEN }).trigger({
              url: `${REFUSED}/paginate-users`,
            }),
          );
          return { success: true };
        }),
    });
    const workflowRunId = await kit.trigger('/process-users');

    await kit.settle();

    expect(kit.engine.run(workflowRunId)?.state).toBe('RUN_STARTED');
    await expect(kit.run(workflowRunId)).rejects.toMatchObject({ code: 'TESTING_RUN_STUCK' });
    expect(kit.runs()[0]?.deliveries.map(({ status }) => status)).toEqual([200]);
  });

  test('ours: the step is retried, and then the run fails and reports it', async () => {
    await using kit = await oursByItem.start(1);
    const onFailure = vi.spyOn(kit.operations, 'onFailure');
    const { workflowRunId } = await kit.Workflow.triggerPaginateUsers({ userIds: ['user-00001'] });
    vi.stubEnv('APP_URL', REFUSED);

    const run = await kit.run(workflowRunId);

    expect(run.state).toBe('RUN_FAILED');
    expect(onFailure).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        layer: 'paginate',
        status: 500,
        message: expect.stringContaining(`Could not trigger ${kit.paths.execute}`),
      }),
    );
  });
});

describe('a trigger in a step for an id that is in use, where QStash reserves ids', () => {
  test('guide: with an id of its own it hangs as well', async () => {
    await using kit = await startKit(
      {
        '/process-users': () =>
          serve(async (context) => {
            await context.run('trigger-paginate', () =>
              new Client({ token: process.env.QSTASH_TOKEN }).trigger({
                url: `${process.env.APP_URL}/paginate-users`,
                workflowRunId: 'page-1',
              }),
            );
          }),
        '/paginate-users': () => serve((context) => context.sleep('for a day', '1d')),
      },
      { collision: 'reserved' },
    );
    await kit.trigger('/paginate-users', { workflowRunId: 'page-1' });
    const workflowRunId = await kit.trigger('/process-users');

    await kit.settle();

    await expect(kit.run(workflowRunId)).rejects.toMatchObject({ code: 'TESTING_RUN_STUCK' });
  });

  test('ours: a run in progress counts as started', async () => {
    await using kit = await oursByItem.start(1, { collision: 'reserved' });
    // The step triggers, nobody hears of it, and its retry finds the run in progress.
    kit.faults.add({
      kind: 'fail-append',
      times: 1,
      match: ({ path, stepsDone }) => path === kit.paths.paginate && stepsDone === 0,
    });
    kit.faults.add({
      kind: 'delay',
      match: ({ path, stepsDone }) => path === kit.paths.execute && stepsDone === 0,
    });

    await kit.Workflow.triggerPaginateUsers({ userIds: ['user-00001'] });
    await kit.settle();

    expect(kit.failures()).toEqual([]);
    expect(kit.runs({ state: 'RUN_SUCCESS' })).toHaveLength(2);
    expect(
      kit.runs({ path: kit.paths.paginate })[0]?.deliveries.map(({ status }) => status),
    ).toEqual([500, 200, 200]);
    expect(kit.work).toEqual(['user-00001']);
  });
});

describe('an empty batch', () => {
  test('plain: trigger([]) throws a TypeError', async () => {
    await using kit = await startKit({});

    await expect(kit.client.trigger([])).rejects.toThrow(TypeError);
  });

  test('ours: starts nothing and is fine', async () => {
    await using kit = await ours.start(0);

    const trigger = vi.spyOn(Client.prototype, 'trigger');

    await expect(kit.Workflow.triggerGenerateUsers([])).resolves.toBeUndefined();

    expect(trigger).not.toHaveBeenCalled();
  });
});

describe('a batch of which QStash refuses one element', () => {
  test('plain: the trigger answers as if all had started', async () => {
    await using kit = await startKit({ '/work': () => serve((c) => c.run('work', () => 'done')) });
    refuseLastElementOnce();

    const url = `${kit.url}/work`;
    const started = await kit.client.trigger([{ url }, { url }, { url }]);
    await kit.settle();

    expect(started).toHaveLength(3);
    expect(kit.runs()).toHaveLength(2);
  });

  test('ours: the element is triggered again by itself', async () => {
    await using kit = await ours.start(3);
    refuseLastElementOnce();

    await kit.processAll();

    expect(kit.runs({ path: kit.paths.execute })).toHaveLength(3);
    expect(await kit.saved()).toEqual(kit.ids);
    expect(kit.failures()).toEqual([]);
  });

  test('ours: an element that is in progress already counts as started', async () => {
    await using kit = await ours.start(3, {
      collision: 'reserved',
      refusedElement: 'report-element',
    });
    // The batch is sent, nobody hears of it, and its retry finds all three in progress.
    kit.faults.add({
      kind: 'fail-append',
      times: 1,
      match: ({ path, stepsDone }) => path === kit.paths.paginate && stepsDone === 2,
    });
    kit.faults.add({
      kind: 'delay',
      match: ({ path, stepsDone }) => path === kit.paths.execute && stepsDone === 0,
    });

    await kit.processAll();

    expect(kit.runs({ path: kit.paths.execute })).toHaveLength(3);
    expect([...kit.work].sort()).toEqual(kit.ids);
    expect(kit.failures()).toEqual([]);
  });
});

/** Takes the last element out of the next batch of several and puts an error into the answer, in its place. */
function refuseLastElementOnce(): void {
  const send = globalThis.fetch;
  let isDone = false;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const batch = isDone ? [] : batchIn(init);
    if (batch.length < 2) return send(input, init);
    isDone = true;
    const response = await send(input, { ...init, body: JSON.stringify(batch.slice(0, -1)) });
    const accepted: unknown = await response.json();
    const others = Array.isArray(accepted) ? accepted : [];
    return Response.json([...others, { error: 'quota exceeded' }]);
  });
}

function batchIn(init: RequestInit | undefined): unknown[] {
  const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
  return Array.isArray(body) ? body : [];
}
