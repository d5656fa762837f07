import { Client } from '@upstash/qstash';
import { expect, test } from 'vitest';
import { messageTimeline } from '../../support/timelineLines.js';
import { START, startEngine } from '../../../engine/startEngine.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DESTINATION = 'http://127.0.0.1:9/report';

async function start() {
  const engine = await startEngine();
  const times: number[] = [];
  engine.timeline.subscribe(({ type, at }) => {
    if (type === 'delivered') times.push((at - START) / MINUTE);
  });
  return {
    engine,
    times,
    schedules: new Client({ baseUrl: engine.url, token: engine.token }).schedules,
  };
}

test('publishes its message when the cron expression says, and says when it did', async () => {
  const { engine, times, schedules } = await start();
  await using _ = engine;

  const { scheduleId } = await schedules.create({
    destination: DESTINATION,
    cron: '*/15 * * * *',
    body: 'report',
    headers: { 'x-a': '1' },
    label: 'nightly',
    retries: 1,
  });
  await engine.advance(HOUR);

  expect(times).toEqual([15, 30, 45, 60]);
  expect(engine.received).toHaveLength(4);
  expect(messageTimeline(engine).slice(0, 6)).toEqual([
    '0 s: /report published',
    '0 s: /report delivered',
    '0 s: /report answered 200',
    '900 s: /report published',
    '900 s: /report delivered',
    '900 s: /report answered 200',
  ]);
  expect(engine.received[0]?.body).toBe('report');
  expect(engine.received[0]?.headers.get('x-a')).toBe('1');
  expect(engine.received[0]?.headers.get('upstash-schedule-id')).toBe(scheduleId);
  expect(await schedules.get(scheduleId)).toMatchObject({
    scheduleId,
    cron: '*/15 * * * *',
    destination: DESTINATION,
    body: 'report',
    label: 'nightly',
    retries: 1,
    isPaused: false,
    lastScheduleTime: START + HOUR,
    nextScheduleTime: START + HOUR + 15 * MINUTE,
  });
});

test('counts in UTC, or in the time zone that stands before the expression', async () => {
  const { engine, times, schedules } = await start();
  await using _ = engine;

  await schedules.create({ destination: DESTINATION, cron: '0 6 * * *' });
  await schedules.create({ destination: DESTINATION, cron: 'CRON_TZ=America/New_York 0 4 * * *' });
  await engine.advance(24 * HOUR);

  expect(times).toEqual([6 * 60, 9 * 60]);
  expect(engine.received).toHaveLength(2);
});

test('pauses, resumes, is replaced by one of the same id, and is deleted', async () => {
  const { engine, times, schedules } = await start();
  await using _ = engine;
  const scheduleId = 'mine';
  await schedules.create({ destination: DESTINATION, cron: '0 * * * *', scheduleId });

  await schedules.pause({ schedule: scheduleId });
  expect((await schedules.get(scheduleId)).isPaused).toBe(true);
  await engine.advance(2 * HOUR);
  await schedules.resume({ schedule: scheduleId });
  await engine.advance(HOUR);
  expect(times).toEqual([180]);

  await schedules.create({ destination: DESTINATION, cron: '30 * * * *', scheduleId });
  expect(await schedules.list()).toHaveLength(1);
  await engine.advance(HOUR);
  expect(times).toEqual([180, 210]);

  await schedules.delete(scheduleId);
  await engine.advance(HOUR);
  expect(times).toEqual([180, 210]);
  expect(engine.received).toHaveLength(2);
});

test('puts its messages into a queue', async () => {
  const { engine, schedules } = await start();
  await using _ = engine;
  const queue = new Client({ baseUrl: engine.url, token: engine.token }).queue({ queueName: 'q' });
  await queue.upsert({ paused: true });

  await schedules.create({ destination: DESTINATION, cron: '* * * * *', queueName: 'q' });
  await engine.advance(3 * MINUTE);

  expect(engine.received).toEqual([]);
  expect(await queue.get()).toMatchObject({ lag: 3 });
});

test('does not keep the engine from settling, and is on time when it does', async () => {
  const { engine, times, schedules } = await start();
  await using _ = engine;
  await schedules.create({ destination: DESTINATION, cron: '*/10 * * * *' });
  await engine.publish({ 'upstash-delay': '25m' });

  await engine.settle();

  expect(times).toEqual([10, 20, 25]);
  expect(engine.received).toHaveLength(3);
});

test('refuses a cron expression that is none', async () => {
  const { engine, schedules } = await start();
  await using _ = engine;

  const created = schedules.create({ destination: DESTINATION, cron: 'every day' });

  await expect(created).rejects.toThrow('invalid cron every day');
});
