import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { startKit } from '../../startKit.js';

test('lets as many deliveries start in a period as the rate says', async () => {
  await using kit = await startKit({
    '/rated': () => serve((context) => context.run('one', () => 1)),
  });
  for (let n = 0; n < 6; n += 1) {
    await kit.trigger('/rated', { flowControl: { key: 'rated', rate: 4, period: '1m' } });
  }
  await kit.settle();

  const starts = kit
    .runs()
    .flatMap(({ deliveries }) => deliveries.map(({ at }) => at))
    .sort((a, b) => a - b);
  const first = starts[0] ?? 0;
  expect(kit.runs({ state: 'RUN_SUCCESS' })).toHaveLength(6);
  expect(starts.map((at) => (at - first) / 60_000)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
  expect(kit.calls['/rated']).toBe(12);
});

test('never has more deliveries at the endpoint than the parallelism says', async () => {
  let now = 0;
  let most = 0;
  await using kit = await startKit({
    '/narrow': () =>
      serve(async (context) => {
        await context.run('work', async () => {
          most = Math.max(most, (now += 1));
          await new Promise((resolve) => setTimeout(resolve, 2));
          now -= 1;
        });
      }),
  });
  for (let n = 0; n < 10; n += 1) {
    await kit.trigger('/narrow', { flowControl: { key: 'narrow', parallelism: 2 } });
  }
  await kit.settle();

  expect(kit.runs({ state: 'RUN_SUCCESS' })).toHaveLength(10);
  expect(most).toBe(2);
  expect(kit.calls['/narrow']).toBe(20);
  expect(kit.engine.timeline.events.some(({ type }) => type === 'held')).toBe(true);
});

test('lists what a key holds back', async () => {
  await using kit = await startKit({
    '/rated': () => serve((context) => context.run('one', () => 1)),
  });
  for (let n = 0; n < 3; n += 1) {
    await kit.trigger('/rated', {
      flowControl: { key: 'rated', rate: 1, period: 60, parallelism: 5 },
    });
  }
  await kit.engine.idle();

  const response = await fetch(`${kit.engine.url}/v2/flowControl`, {
    headers: { authorization: `Bearer ${kit.engine.token}` },
  });

  expect(await response.json()).toMatchObject([
    { flowControlKey: 'rated', waitListSize: 3, rateMax: 1, ratePeriod: 60, parallelismMax: 5 },
  ]);
});
