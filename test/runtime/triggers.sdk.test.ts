import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { EXECUTE, PAGINATE, startDigest } from './digest.js';

it.each(['refuse-batch', 'report-element'] as const)(
  'starts the rest when an item is in progress already and the id is reserved (%s)',
  async (refusedElement) => {
    const { kit, Workflow, fixture } = await startDigest(
      'reserved',
      {},
      { collision: 'reserved', refusedElement },
    );
    const ids = await fixture.setUp(5);
    kit.faults.add({ kind: 'delay', match: ({ path }) => path === EXECUTE, delayMs: 3_600_000 });
    // The fan-out is repeated while all that it started is still in progress.
    kit.faults.add({
      kind: 'fail-append',
      match: ({ path, stepsDone }) => path === PAGINATE && stepsDone === 2,
      times: 1,
    });

    await Workflow.triggerProcessUsers({});
    await kit.settle();

    expect((await fixture.saved()).sort()).toEqual(ids);
    expect(kit.runs({ path: EXECUTE })).toHaveLength(5);
    expect(kit.failures()).toEqual([]);
    expect(kit.runs({ state: 'RUN_STARTED' })).toEqual([]);
  },
);

const urlOf = (input: string | URL | Request) =>
  input instanceof Request ? input.url : input.toString();

it('triggers again, one by one, what a batch answers with an error', async () => {
  const { kit, Workflow, fixture } = await startDigest('element-error');
  const ids = await fixture.setUp(3);
  const send = globalThis.fetch;
  let refused = 0;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const body = typeof init?.body === 'string' ? init.body : '';
    const messages: unknown = urlOf(input).endsWith('/v2/batch') ? JSON.parse(body) : undefined;
    if (!Array.isArray(messages) || messages.length !== 3 || refused > 0) return send(input, init);
    // The middle element is refused, the others start.
    refused += 1;
    const [first, , last] = messages;
    const answer = await send(input, { ...init, body: JSON.stringify([first, last]) });
    const [one, three] = z.array(z.unknown()).parse(await answer.json());
    return Response.json([one, { error: 'quota exceeded' }, three]);
  });

  await Workflow.triggerProcessUsers({});
  await kit.settle();

  expect(refused).toBe(1);
  expect((await fixture.saved()).sort()).toEqual(ids);
  expect(kit.runs({ path: EXECUTE })).toHaveLength(3);
});

it('retries a fan-out step whose trigger is refused for good, and ends as failed, never stuck', async () => {
  const { kit, Workflow, fixture } = await startDigest('refused');
  await fixture.setUp(1);
  const send = globalThis.fetch;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const body = typeof init?.body === 'string' ? init.body : '';
    if (!body.includes(`${EXECUTE}"`)) return send(input, init);
    return Response.json({ error: 'bad request' }, { status: 400 });
  });

  await Workflow.triggerProcessUsers({});
  await kit.settle();

  const [page] = kit.runs({ path: PAGINATE });
  expect(page?.state).toBe('RUN_FAILED');
  expect(page?.failure?.message).toContain(`Could not trigger ${EXECUTE}`);
  expect(page?.deliveries.filter(({ status }) => status === 500)).toHaveLength(4);
});

it('asks for nothing when there is nothing to start', async () => {
  const { kit, Workflow } = await startDigest('empty');

  await Workflow.triggerExecuteUsers([]);

  expect(kit.runs()).toEqual([]);
  expect(await Workflow.filterUsersNeedingProcessing([])).toEqual([]);
});

it.each([
  ['APP_URL', 'APP_URL is not set'],
  ['QSTASH_TOKEN', 'QSTASH_TOKEN is not set'],
])('says what to do when %s is missing', async (name, message) => {
  const { Workflow } = await startDigest('environment', {}, { env: { [name]: undefined } });

  await expect(Workflow.triggerProcessUsers({})).rejects.toThrow(message);
});

it.each(['a/b', 'a b', 'ä', ''])(
  'refuses %j as a run id, which would break in a URL',
  async (id) => {
    const { Workflow } = await startDigest('run-id');

    await expect(Workflow.triggerProcessUsers({}, { workflowRunId: id })).rejects.toThrow(/run id/);
  },
);

it('derives the run id of the entry layer, too, from the run that triggers it', async () => {
  const { kit, Workflow, fixture } = await startDigest('parent');
  await fixture.setUp(1);

  const first = await Workflow.triggerProcessUsers({}, { parentRunId: 'wfr_parent' });
  const again = await Workflow.triggerProcessUsers({}, { parentRunId: 'wfr_parent' });
  await kit.settle();

  expect(again).toEqual(first);
  expect(kit.runs({ label: first.workflowRunId })).toHaveLength(3);
});
