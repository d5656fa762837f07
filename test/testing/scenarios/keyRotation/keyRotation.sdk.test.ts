import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { startKit } from '../../startKit.js';
import type { StartedKit } from '../../startKit.js';

test('signs with the new current key, which a route that holds the old pair accepts once', async () => {
  await using kit = await startKit({
    '/work': () => serve(async (context) => context.run('work', () => 'done')),
  });
  const before = kit.engine.signingKeys;

  const rotated = await rotate(kit);

  expect(rotated.current).toBe(before.next);
  expect(rotated.next).not.toBe(before.next);
  expect(kit.engine.signingKeys).toEqual(rotated);
  const run = await kit.run(await kit.trigger('/work'));
  expect(run.state).toBe('RUN_SUCCESS');
  expect(kit.calls['/work']).toBe(2);

  await rotate(kit);

  const refused = await kit.run(await kit.trigger('/work', { retries: 0 }));
  expect(refused.state).toBe('RUN_FAILED');
  expect(refused.failure?.message).toContain('signature');
  // The delivery, and the news of its failure, which is signed with the same key.
  expect(kit.calls['/work']).toBe(2 + 2);
  expect(kit.timeline(refused.workflowRunId)).toEqual([
    '0 s: triggered',
    '0 s: delivered',
    '0 s: answered 500',
    '0 s: delivery-failed 500',
    '0 s: run-failed 500',
    '0 s: delivered',
    '0 s: answered 500',
    '0 s: delivery-failed 500',
  ]);
});

test('brings the first pair back with a reset', async () => {
  await using kit = await startKit({
    '/work': () => serve(async (context) => context.run('work', () => 'done')),
  });
  const before = kit.engine.signingKeys;
  await rotate(kit);

  kit.reset();

  expect(kit.engine.signingKeys).toEqual(before);
});

const keysSchema = z.object({ current: z.string(), next: z.string() });

async function rotate({ engine }: StartedKit) {
  const response = await fetch(`${engine.url}/v2/keys/rotate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${engine.token}` },
  });
  expect(response.status).toBe(200);
  return keysSchema.parse(await response.json());
}
