import { Client } from '@upstash/qstash';
import { expect, test } from 'vitest';
import { messageTimeline } from '../../support/timelineLines.js';
import { ENDPOINT, START, startEngine } from '../../../engine/startEngine.js';

const MINUTE = 60_000;

async function start() {
  const engine = await startEngine();
  const client = new Client({ baseUrl: engine.url, token: engine.token });
  const times: number[] = [];
  engine.timeline.subscribe(({ type, at }) => {
    if (type === 'delivered') times.push((at - START) / MINUTE);
  });
  return {
    engine,
    times,
    keys: client.flowControl,
    publish: async (
      count: number,
      flowControl: { rate: number; period: '1m' } | { parallelism: number },
    ) => {
      for (let n = 0; n < count; n += 1) {
        await client.publish({ url: ENDPOINT, flowControl: { key: 'k', ...flowControl } });
      }
    },
  };
}

test('shows what a key allows and what waits for it', async () => {
  const { engine, keys, publish } = await start();
  await using _ = engine;
  await publish(5, { rate: 2, period: '1m' });
  await engine.idle();

  expect(await keys.get('k')).toEqual({
    flowControlKey: 'k',
    waitListSize: 3,
    parallelismMax: 0,
    parallelismCount: 0,
    rateMax: 2,
    rateCount: 2,
    ratePeriod: 60,
    ratePeriodStart: START / 1_000,
    isPaused: false,
    isPinnedParallelism: false,
    isPinnedRate: false,
  });
  expect(engine.received).toHaveLength(2);
  expect(await keys.getGlobalParallelism()).toMatchObject({ parallelismCount: 0 });
  await expect(keys.get('unknown')).rejects.toThrow('not found');
});

test('lets nothing go while it is paused, and all that is due when it is resumed', async () => {
  const { engine, times, keys, publish } = await start();
  await using _ = engine;
  await keys.pause('k');
  await publish(2, { parallelism: 10 });
  await engine.settle();
  await engine.advance(5 * MINUTE);

  expect(times).toEqual([]);
  expect(await keys.get('k')).toMatchObject({ isPaused: true, waitListSize: 2 });
  await keys.resume('k');
  await engine.settle();

  expect(times).toEqual([5, 5]);
  expect(engine.received).toHaveLength(2);
  expect(messageTimeline(engine)).toEqual([
    '0 s: /endpoint published',
    '0 s: /endpoint held',
    '0 s: /endpoint published',
    '0 s: /endpoint held',
    '300 s: /endpoint delivered',
    '300 s: /endpoint delivered',
    '300 s: /endpoint answered 200',
    '300 s: /endpoint answered 200',
  ]);
});

test('keeps limits that are pinned, whatever messages say', async () => {
  const { engine, times, keys, publish } = await start();
  await using _ = engine;
  await keys.pin('k', { rate: 1, period: 60 });
  await publish(3, { rate: 100, period: '1m' });
  await engine.settle();

  expect(times).toEqual([0, 1, 2]);
  expect(await keys.get('k')).toMatchObject({ rateMax: 1, isPinnedRate: true });
  await keys.unpin('k', { rate: true });
  await publish(3, { rate: 100, period: '1m' });
  await engine.settle();

  expect(times).toEqual([0, 1, 2, 2, 2, 2]);
  expect(engine.received).toHaveLength(6);
});

test('begins a new period when its rate is reset', async () => {
  const { engine, times, keys, publish } = await start();
  await using _ = engine;
  await publish(3, { rate: 1, period: '1m' });
  await engine.idle();

  await keys.resetRate('k');
  await engine.settle();

  expect(times).toEqual([0, 0, 1]);
  expect(engine.received).toHaveLength(3);
});
