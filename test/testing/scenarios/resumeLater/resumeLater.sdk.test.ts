import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { startKit } from '../../startKit.js';
import type { StartedKit } from '../../startKit.js';

/** A workflow that fails in its second step until it is repaired, and its failed run. */
async function startFailed() {
  const health = { isBroken: true };
  const ran: string[] = [];
  const kit = await startKit({
    '/a': () =>
      serve(async (context) => {
        await context.run('first', () => void ran.push('first'));
        await context.run('second', () => {
          if (health.isBroken) throw new Error('broken');
          ran.push('second');
        });
      }),
    '/told': () => serve(async () => undefined),
  });
  const failed = await kit.run(await kit.trigger('/a', { retries: 0, label: 'red' }));
  health.isBroken = false;
  return { kit, ran, health, dlqId: failed.failure?.dlqId ?? '' };
}

async function again(
  { engine }: StartedKit,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const response = await fetch(`${engine.url}/v2/workflows/dlq/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${engine.token}`, ...headers },
  });
  expect(response.status).toBe(200);
}

test('resumes a run as late as Upstash-Delay says, under the label that it is given', async () => {
  const { kit, ran, dlqId } = await startFailed();
  await using _ = kit;

  await again(kit, `resume/${dlqId}`, { 'Upstash-Delay': '10m', 'Upstash-Label': 'blue' });
  await kit.settle();

  const [resumed] = kit.runs({ label: 'blue' });
  expect(resumed?.state).toBe('RUN_SUCCESS');
  expect(resumed?.deliveries.map(({ at }) => at - (resumed?.createdAt ?? 0))).toEqual([
    600_000, 600_000,
  ]);
  expect(kit.calls['/a']).toBe(3 + 2);
  expect(kit.timeline(resumed?.workflowRunId ?? '')).toEqual([
    '0 s: triggered',
    '0 s: delayed',
    '600 s: delivered',
    '600 s: step-appended second',
    '600 s: delivered',
    '600 s: answered 200',
    '600 s: run-succeeded',
    '600 s: answered 200',
  ]);
  expect(ran).toEqual(['first', 'second']);
});

test('restarts a run at the time that Upstash-Not-Before says', async () => {
  const { kit, ran, dlqId } = await startFailed();
  await using _ = kit;
  const at = Math.ceil(kit.engine.clock.now() / 1_000) + 3_600;

  await again(kit, `restart/${dlqId}`, { 'Upstash-Not-Before': String(at) });
  await kit.settle();

  const restarted = kit.runs().at(-1);
  expect(restarted).toMatchObject({ state: 'RUN_SUCCESS', label: 'red' });
  expect(restarted?.deliveries[0]?.at).toBe(at * 1_000);
  expect(ran).toEqual(['first', 'first', 'second']);
});

test('tells of a second failure where the resumed run was told to', async () => {
  const { kit, health, dlqId } = await startFailed();
  await using _ = kit;
  health.isBroken = true;
  const told = kit.calls['/told'];

  await again(kit, `resume/${dlqId}`, { 'Upstash-Failure-Callback': `${kit.url}/told` });
  await kit.settle();

  expect(kit.runs().at(-1)?.state).toBe('RUN_FAILED');
  expect(kit.calls['/told']).toBe((told ?? 0) + 1);
});
