import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { startKit } from '../../startKit.js';
import type { StartedKit } from '../../startKit.js';
import { sdkHas } from '../../sdk.js';

const MINUTE = 60_000;

function waitingFor(eventId: string, timeout: `${bigint}m` = '10m') {
  return () =>
    serve(async (context) => {
      await context.run('before', () => 'before');
      const { eventData, timeout: isLate } = await context.waitForEvent('wait', eventId, {
        timeout,
      });
      return { eventData, isLate };
    });
}

test('goes on with the data of the event, and says who was notified', async () => {
  await using kit = await startKit({ '/wait': waitingFor('paid') });
  const id = await kit.trigger('/wait');
  await kit.engine.idle();

  const waiting = await kit.client.getWaiters({ eventId: 'paid' });
  expect(waiting).toMatchObject([{ url: `${kit.url}/wait`, timeoutUrl: `${kit.url}/wait` }]);
  expect(waiting[0]?.deadline).toBe(Math.floor((kit.engine.clock.now() + 10 * MINUTE) / 1_000));

  const notified = await kit.client.notify({ eventId: 'paid', eventData: { amount: 7 } });
  expect(notified).toHaveLength(1);
  expect(notified[0]).toMatchObject({ waiter: { url: `${kit.url}/wait` } });

  const run = await kit.run(id);
  expect(run.result).toEqual({ eventData: { amount: 7 }, isLate: false });
  expect((run.endedAt ?? 0) - run.createdAt).toBe(0);
  expect(kit.calls['/wait']).toBe(3);
  expect(await kit.client.getWaiters({ eventId: 'paid' })).toEqual([]);
});

test('gives up at the timeout, without data', async () => {
  await using kit = await startKit({ '/wait': waitingFor('never') });

  const run = await kit.run(await kit.trigger('/wait'));

  expect(run.result).toEqual({ isLate: true });
  expect((run.endedAt ?? 0) - run.createdAt).toBe(10 * MINUTE);
  expect(kit.calls['/wait']).toBe(3);
  expect(kit.timeline(run.workflowRunId)).toEqual([
    '0 s: triggered',
    '0 s: delivered',
    '0 s: step-appended before',
    '0 s: delivered',
    '0 s: answered 200',
    '0 s: waiting wait',
    '0 s: answered 200',
    '600 s: step-appended wait',
    '600 s: delivered',
    '600 s: run-succeeded',
    '600 s: answered 200',
  ]);
  expect(await kit.client.notify({ eventId: 'never' })).toEqual([]);
});

test('wakes all that wait for an event, and nobody who waits later', async () => {
  await using kit = await startKit({ '/wait': waitingFor('go') });
  const ids = [await kit.trigger('/wait'), await kit.trigger('/wait')];
  await kit.engine.idle();
  expect(await kit.client.notify({ eventId: 'go', eventData: 'now' })).toHaveLength(2);
  const late = await kit.trigger('/wait');

  for (const id of ids) {
    expect((await kit.run(id)).result).toEqual({ eventData: 'now', isLate: false });
  }
  expect((await kit.run(late)).result).toEqual({ isLate: true });
  expect(kit.calls['/wait']).toBe(3 * 3);
});

test('keeps an event that comes early for the run it is meant for', async () => {
  await using kit = await startKit({ '/wait': waitingFor('early') });
  const [mine, other] = [
    await kit.trigger('/wait', { delay: 60 }),
    await kit.trigger('/wait', { delay: 60 }),
  ];

  await notifyRun(kit, mine);

  expect((await kit.run(mine)).result).toEqual({ eventData: 1, isLate: false });
  expect((await kit.run(other)).result).toEqual({ isLate: true });
  expect(kit.calls['/wait']).toBe(2 * 3);
  expect(kit.timeline(mine)).toEqual([
    '0 s: triggered',
    '0 s: delayed',
    '60 s: delivered',
    '60 s: step-appended before',
    '60 s: delivered',
    '60 s: answered 200',
    '60 s: step-appended wait',
    '60 s: delivered',
    '60 s: answered 200',
    '60 s: run-succeeded',
    '60 s: answered 200',
  ]);
});

/** Through the SDK where it can. */
async function notifyRun({ client, engine }: StartedKit, workflowRunId: string): Promise<void> {
  if (sdkHas('notifyRun')) {
    await client.notify({ eventId: 'early', eventData: 1, workflowRunId });
    return;
  }
  const response = await fetch(`${engine.url}/v2/notify/${workflowRunId}/early`, {
    method: 'POST',
    headers: { authorization: `Bearer ${engine.token}` },
    body: '1',
  });
  expect(response.status).toBe(201);
}

test('waits beside a step in parallel, and two runs talk to one another', async () => {
  await using kit = await startKit({
    '/both': () =>
      serve(async (context) => {
        const [{ eventData }, work] = await Promise.all([
          context.waitForEvent<string>('wait', 'ready', { timeout: '1h' }),
          context.run('work', () => 'worked'),
        ]);
        return [eventData, work];
      }),
    '/notifier': () =>
      serve(async (context) => {
        await context.sleep('a while', 30);
        const { notifyResponse } = await context.notify('notify', 'ready', 'hello');
        return notifyResponse.length;
      }),
  });
  const both = await kit.trigger('/both');
  const notifier = await kit.trigger('/notifier');

  const run = await kit.run(both);

  expect(run.result).toEqual(['hello', 'worked']);
  expect((run.endedAt ?? 0) - run.createdAt).toBe(30_000);
  expect(kit.calls['/both']).toBe(5);
  expect((await kit.run(notifier)).result).toBe(1);
});

test('waits once when the delivery of the wait is repeated', async () => {
  await using kit = await startKit({ '/wait': waitingFor('once') });
  kit.faults.add({ kind: 'drop-after', match: ({ stepsDone }) => stepsDone === 1, times: 1 });
  const id = await kit.trigger('/wait');
  await kit.engine.advance(MINUTE);

  expect(await kit.client.notify({ eventId: 'once', eventData: 1 })).toHaveLength(1);

  const run = await kit.run(id);
  expect(run.result).toEqual({ eventData: 1, isLate: false });
  expect(kit.calls['/wait']).toBe(4);
});

test('does not wait any more once its run is canceled', async () => {
  await using kit = await startKit({ '/wait': waitingFor('canceled') });
  const id = await kit.trigger('/wait');
  await kit.engine.idle();

  await kit.client.cancel({ ids: [id] });

  expect(await kit.client.getWaiters({ eventId: 'canceled' })).toEqual([]);
  expect(await kit.engine.advanceToNext()).toBe(false);
  expect((await kit.run(id)).state).toBe('RUN_CANCELED');
});
