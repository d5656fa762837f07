import { expect, test } from 'vitest';
import {
  ENDPOINT,
  START,
  WORKFLOW_ANSWER,
  startEngine,
  stepItem,
  triggerHeaders,
} from './startEngine.js';

const MINUTE = 60_000;

async function refusal(response: Promise<Response>): Promise<readonly [number, unknown]> {
  const { status } = await response;
  return [status, await (await response).json()];
}

const over = (what: string) => [412, { error: `over the limit of ${what}` }];

test('refuses more retries than its limit, for a message and for what may come of it', async () => {
  await using engine = await startEngine(() => WORKFLOW_ANSWER, { limits: { retries: 5 } });
  const schedule = (retries: string) =>
    engine.request('POST', `/v2/schedules/${ENDPOINT}`, {
      headers: { 'upstash-cron': '* * * * *', 'upstash-retries': retries },
    });

  expect((await engine.publish({ 'upstash-retries': '5' })).status).toBe(200);
  expect(await refusal(engine.publish({ 'upstash-retries': '6' }))).toEqual(over('5 retries'));
  for (const name of ['upstash-callback-retries', 'upstash-failure-callback-retries']) {
    expect(await refusal(engine.batch({ headers: { [name]: '6' } }))).toEqual(over('5 retries'));
  }
  expect((await schedule('5')).status).toBe(201);
  expect(await refusal(schedule('6'))).toEqual(over('5 retries'));
});

test('keeps the whole answer to the last attempt, and the beginning of the others', async () => {
  const body = 'x'.repeat(100_000);
  await using engine = await startEngine(() => ({ status: 500, body }));

  await engine.publish({ 'upstash-retries': '3' });
  await engine.settle();

  const [message] = engine.messages();
  expect(message?.attempts.map((attempt) => attempt.body.length)).toEqual([
    10_000, 10_000, 10_000, 100_000,
  ]);
});

test('keeps no more of an answer than its limit', async () => {
  await using engine = await startEngine(() => ({ status: 500, body: 'x'.repeat(50) }), {
    limits: { answerBytes: 10 },
  });

  await engine.publish({ 'upstash-retries': '0' });
  await engine.settle();

  expect(engine.messages()[0]?.attempts[0]?.body).toBe('x'.repeat(10));
});

test('refuses notifications that nobody awaits past so many bytes', async () => {
  await using engine = await startEngine(() => WORKFLOW_ANSWER, { limits: { earlyBytes: 100 } });
  await engine.batch({ headers: triggerHeaders('wfr_a') });
  const notify = () => engine.request('POST', '/v2/notify/wfr_a/event', { body: 'x'.repeat(45) });

  expect((await notify()).status).toBe(201);
  expect(await refusal(notify())).toEqual(over('100 bytes of notifications that nobody awaits'));
});

test('refuses a step past the limit of a run, whatever brings it', async () => {
  await using engine = await startEngine(() => WORKFLOW_ANSWER, { limits: { stepsPerRun: 2 } });
  await engine.batch({ headers: triggerHeaders('wfr_a') });
  const send = (item: ReturnType<typeof stepItem>) => engine.batch(item);
  const wait = {
    timeout: '1m',
    step: { stepId: 3, stepName: 'wait', stepType: 'Wait', concurrent: 1 },
  };
  const headers = triggerHeaders('wfr_a', { 'upstash-workflow-calltype': 'toCallback' });
  const full = [412, { error: 'workflow run wfr_a is over the limit of 2 steps' }];

  expect((await send(stepItem('wfr_a', 1))).status).toBe(200);
  expect((await send(stepItem('wfr_a', 2))).status).toBe(200);
  expect(await refusal(send(stepItem('wfr_a', 3)))).toEqual(full);
  expect(await refusal(engine.batch({ headers }))).toEqual(full);
  const waiting = engine.request('POST', '/v2/wait/event', {
    headers: { 'upstash-workflow-runid': 'wfr_a' },
    body: JSON.stringify(wait),
  });
  expect(await refusal(waiting)).toEqual(full);
  expect((await send(stepItem('wfr_a', 2))).status).toBe(200);
});

test('refuses parallel steps past the limit as a whole, and takes the results of those within', async () => {
  await using engine = await startEngine(() => WORKFLOW_ANSWER, { limits: { stepsPerRun: 3 } });
  await engine.batch({ headers: triggerHeaders('wfr_a') });
  const plans = (count: number) =>
    Array.from({ length: count }, (_, n) => stepOf({ stepId: 0, targetStep: n + 1 }, count));

  expect((await engine.batch(...plans(4))).status).toBe(412);
  expect(engine.run('wfr_a')?.entries).toHaveLength(1);
  expect((await engine.batch(...plans(3))).status).toBe(200);
  for (const stepId of [1, 2, 3]) {
    expect((await engine.batch(stepOf({ stepId }, 3))).status).toBe(200);
  }
});

function stepOf(step: { stepId: number; targetStep?: number }, concurrent: number) {
  return {
    ...stepItem('wfr_a', 1),
    body: JSON.stringify({ ...step, concurrent, stepName: 'step', stepType: 'Run', out: '1' }),
  };
}

test('forgets the oldest dead letters past their limit', async () => {
  await using engine = await startEngine(() => ({ status: 500 }), { limits: { deadLetters: 2 } });

  for (const body of ['a', 'b', 'c']) {
    await engine.publish({ 'upstash-retries': '0' }, body);
    await engine.settle();
  }

  const letters: unknown = await (await engine.request('GET', '/v2/dlq')).json();
  expect(letters).toMatchObject({ messages: [{ body: 'b' }, { body: 'c' }] });
});

test('answers 412 past the limit of schedules and of URL groups', async () => {
  await using engine = await startEngine(undefined, { limits: { names: 1 } });
  const schedule = (id: string) =>
    engine.request('POST', `/v2/schedules/${ENDPOINT}`, {
      headers: { 'upstash-cron': '* * * * *', 'upstash-schedule-id': id },
    });
  const group = (name: string) =>
    engine.request('POST', `/v2/topics/${name}/endpoints`, {
      body: JSON.stringify({ endpoints: [{ url: ENDPOINT }] }),
    });

  expect((await schedule('a')).status).toBe(201);
  expect((await schedule('a')).status).toBe(201);
  expect(await refusal(schedule('b'))).toEqual(over('1 schedules'));
  expect((await group('a')).status).toBe(200);
  expect(await refusal(group('b'))).toEqual(over('1 url groups'));
});

test('forgets the oldest deduplication ids when there are too many', async () => {
  await using engine = await startEngine(undefined, { limits: { pendingMessages: 2 } });
  const publish = async (id: string) => {
    const response = await engine.publish({ 'upstash-deduplication-id': id });
    await engine.idle();
    return response.status;
  };

  expect([await publish('a'), await publish('b'), await publish('c')]).toEqual([200, 200, 200]);

  expect(await publish('c')).toBe(202);
  expect(await publish('a')).toBe(200);
});

test('forgets flow control keys that hold nothing back, and none that does', async () => {
  await using engine = await startEngine(undefined, { limits: { flowKeys: 2 } });
  const publish = (key: string, more: Record<string, string> = {}) =>
    engine.publish({
      'upstash-flow-control-key': key,
      'upstash-flow-control-value': 'rate=1, period=1h',
      ...more,
    });
  await publish('busy');
  await publish('busy');
  for (const key of ['a', 'b', 'c']) {
    await publish(key);
    await engine.idle();
  }

  const keys: unknown = await (await engine.request('GET', '/v2/flowControl')).json();
  expect(keys).toMatchObject([{ flowControlKey: 'busy' }, { flowControlKey: 'c' }]);
});

test('remembers the starts under a flow control key for a period only', async () => {
  await using engine = await startEngine();
  const publish = async () => {
    await engine.publish({
      'upstash-flow-control-key': 'k',
      'upstash-flow-control-value': 'rate=1000000, period=1m',
    });
    await engine.idle();
  };
  await publish();
  await engine.advance(10 * MINUTE);
  await publish();

  const key = await (await engine.request('GET', '/v2/flowControl/k')).json();

  expect(key).toMatchObject({ rateCount: 1, ratePeriodStart: (START + 10 * MINUTE) / 1_000 });
});

test('goes on when a key is resumed that was paused while its rate held messages back', async () => {
  await using engine = await startEngine();
  const headers = {
    'upstash-flow-control-key': 'k',
    'upstash-flow-control-value': 'rate=1, period=1m',
  };
  await engine.publish(headers);
  await engine.publish(headers);
  await engine.idle();
  await engine.request('POST', '/v2/flowControl/k/pause');
  await engine.settle();

  await engine.request('POST', '/v2/flowControl/k/resume');
  await engine.settle();

  expect(engine.received).toHaveLength(2);
  expect(engine.clock.now()).toBe(START + MINUTE);
});
