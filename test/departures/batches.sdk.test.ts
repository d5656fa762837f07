import { serve } from '@upstash/workflow/nextjs';
import { describe, expect, test, vi } from 'vitest';
import { startKit } from '../testing/startKit.js';
import { generateOurs } from './support/ours.js';
import { quiet } from './support/quiet.js';

const ours = await generateOurs('batches');
quiet();

describe('an empty batch', () => {
  test('plain: trigger([]) throws a TypeError', async () => {
    await using kit = await startKit({});

    await expect(kit.client.trigger([])).rejects.toThrow(TypeError);
  });

  test('ours: starts nothing and is fine', async () => {
    await using kit = await ours.start(0);

    await expect(kit.Workflow.triggerGenerateUsers([])).resolves.toBeUndefined();

    expect(kit.runs()).toEqual([]);
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
