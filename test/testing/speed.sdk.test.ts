import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { startKit } from './startKit.js';

test('runs a thousand three-step runs, each exactly once', async () => {
  await using kit = await startKit({
    '/item': () =>
      serve<{ id: number }>(async (context) => {
        const { id } = context.requestPayload;
        await context.run('load', () => id);
        await context.run('work', () => id * 2);
        return context.run('save', () => ({ success: true, id }));
      }),
  });
  const url = `${kit.url}/item`;
  const ids = Array.from({ length: 1_000 }, (_, id) => id);

  await kit.client.trigger(ids.map((id) => ({ url, body: { id } })));
  await kit.settle();

  expect(kit.calls['/item']).toBe(4_000);
  kit.expectExactlyOnce({
    path: '/item',
    key: (payload) => JSON.stringify(payload),
    expected: ids.map((id) => JSON.stringify({ id })),
  });
});
