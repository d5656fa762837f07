import { expect, test } from 'vitest';
import { createEngine, systemClock } from '../../src/engine/index.js';
import {
  ENDPOINT,
  START,
  startEngine,
  stepItem,
  triggerHeaders,
  WORKFLOW_ANSWER,
} from './startEngine.js';

const MINUTE = 60_000;

test('delivers a plain message with its forwarded headers and a signature', async () => {
  await using engine = await startEngine();

  await engine.publish({ 'upstash-forward-x-tenant': 'acme', 'content-type': 'text/plain' }, 'hi');
  await engine.settle();

  const [delivery] = engine.received;
  expect(delivery?.body).toBe('hi');
  expect(delivery?.headers.get('x-tenant')).toBe('acme');
  expect(delivery?.headers.get('content-type')).toBe('text/plain');
  expect(delivery?.headers.get('upstash-retried')).toBe('0');
  expect(delivery?.headers.get('upstash-signature')?.split('.')).toHaveLength(3);
});

test('delivers, with each message, the list up to the element it appended', async () => {
  await using engine = await startEngine(() => WORKFLOW_ANSWER);

  await engine.batch({ headers: triggerHeaders('wfr_a'), body: 'payload' });
  await engine.batch(stepItem('wfr_a', 1));
  await engine.batch(stepItem('wfr_a', 2));
  await engine.settle();

  const lengths = engine.received.map(({ body }) => {
    const list: unknown = JSON.parse(body);
    return Array.isArray(list) ? list.length : 0;
  });
  expect(lengths).toEqual([1, 2, 3]);
  expect(engine.received[0]?.headers.get('upstash-workflow-sdk-version')).toBe('1');
  expect(engine.received[0]?.headers.get('upstash-workflow-createdat')).toBe(String(START));
});

test('delivers after a delay and not before a time', async () => {
  await using engine = await startEngine();
  await engine.publish({ 'upstash-delay': '1m30s' });
  await engine.publish({ 'upstash-not-before': String((START + 5 * MINUTE) / 1_000) });

  await engine.advance(89_000);
  expect(engine.received).toHaveLength(0);
  await engine.advance(1_000);
  expect(engine.received).toHaveLength(1);
  await engine.settle();
  expect(engine.received).toHaveLength(2);
  expect(engine.clock.now()).toBe(START + 5 * MINUTE);
});

test('drops a message with a deduplication id that it has had within ten minutes', async () => {
  await using engine = await startEngine();
  const publish = async () => (await engine.publish({ 'upstash-deduplication-id': 'a' })).json();

  expect(await publish()).not.toHaveProperty('deduplicated');
  expect(await publish()).toMatchObject({ deduplicated: true });
  await engine.advance(10 * MINUTE);
  expect(await publish()).not.toHaveProperty('deduplicated');
});

test('takes silence and a refused connection for a failed attempt', async () => {
  await using silent = await startEngine(() => new Promise(() => {}), { limits: { answerMs: 5 } });
  await using refused = await createEngine();
  const silentDone = silent.publish({ 'upstash-retries': '0' });
  await silentDone;
  await silent.settle();
  await fetch(`${refused.url}/v2/publish/http://127.0.0.1:9/nobody`, {
    method: 'POST',
    headers: { authorization: `Bearer ${refused.token}`, 'upstash-retries': '0' },
  });
  await refused.settle();

  const detail = (events: typeof silent.timeline.events) =>
    events.find(({ type }) => type === 'answered')?.detail;
  expect(detail(silent.timeline.events)).toBe('no answer within 5 ms');
  expect(detail(refused.timeline.events)).toBe('bad port');
});

test('writes down what happened, in order', async () => {
  let isFirst = true;
  await using engine = await startEngine(() => {
    const status = isFirst ? 503 : 200;
    isFirst = false;
    return { ...WORKFLOW_ANSWER, status };
  });
  const headers = triggerHeaders('wfr_a', { 'upstash-label': 'nightly', 'upstash-retries': '1' });

  await engine.batch({ headers });
  await engine.settle();
  await engine.request('DELETE', '/v2/workflows/runs/wfr_a?cancel=false', { body: '1' });

  expect(
    engine.timeline.events.map(({ type, attempt, status }) => [type, attempt, status]),
  ).toEqual([
    ['triggered', undefined, undefined],
    ['delivered', 1, undefined],
    ['answered', 1, 503],
    ['retry-scheduled', 2, 503],
    ['delivered', 2, undefined],
    ['answered', 2, 200],
    ['run-succeeded', undefined, undefined],
  ]);
  expect(engine.timeline.events[0]).toMatchObject({
    at: START,
    runId: 'wfr_a',
    path: '/endpoint',
    label: 'nightly',
  });
});

test('keeps the newest events of a timeline that grows too long', async () => {
  await using engine = await startEngine(undefined, { limits: { timelineEvents: 10 } });
  for (let n = 0; n < 10; n += 1) await engine.publish();
  await engine.settle();

  expect(engine.timeline.events.length).toBeLessThanOrEqual(10);
  expect(engine.timeline.events.length + engine.timeline.forgotten).toBe(30);
});

test('calls no more endpoints at the same time than its limit', async () => {
  let now = 0;
  let most = 0;
  await using engine = await startEngine(
    async () => {
      most = Math.max(most, (now += 1));
      await new Promise((resolve) => setTimeout(resolve, 1));
      now -= 1;
      return {};
    },
    { limits: { inFlight: 3 } },
  );

  await engine.batch(...Array.from({ length: 10 }, () => ({ destination: ENDPOINT })));
  await engine.settle();

  expect(engine.received).toHaveLength(10);
  expect(most).toBe(3);
});

test('lets the limits of the last message hold for a flow control key', async () => {
  await using engine = await startEngine();
  const headers = (value: string) => ({
    'upstash-flow-control-key': 'k',
    'upstash-flow-control-value': value,
  });
  for (let n = 0; n < 3; n += 1) await engine.publish(headers('rate=1, period=1h'));
  await engine.publish(headers('rate=10, period=1h'));

  await engine.idle();

  expect(engine.received).toHaveLength(4);
});

test('gives the place of a canceled delivery to the next one', async () => {
  await using engine = await startEngine(() => WORKFLOW_ANSWER);
  const headers = (id: string) =>
    triggerHeaders(id, {
      'upstash-flow-control-key': 'k',
      'upstash-flow-control-value': 'rate=1, period=1m',
    });
  await engine.batch({ headers: headers('wfr_a') });
  await engine.batch({ headers: headers('wfr_b') });
  await engine.batch({ headers: headers('wfr_c') });

  await engine.request('DELETE', '/v2/workflows/runs/wfr_b?cancel=true');
  await engine.settle();

  expect(engine.received.map(({ headers: got }) => got.get('upstash-workflow-runid'))).toEqual([
    'wfr_a',
    'wfr_c',
  ]);
  expect(engine.clock.now()).toBe(START + MINUTE);
});

test('forgets everything at a reset and goes on at the same address', async () => {
  await using engine = await startEngine(() => WORKFLOW_ANSWER);
  await engine.batch({ headers: triggerHeaders('wfr_a', { 'upstash-delay': '1h' }) });

  engine.reset();
  await engine.settle();

  expect(engine.runs()).toEqual([]);
  expect(engine.received).toEqual([]);
  expect((await engine.publish()).status).toBe(200);
});

test('rejects what waits when it is disposed', async () => {
  const engine = await startEngine(() => new Promise(() => {}));
  await engine.publish();
  const idle = engine.idle();

  await engine.dispose();

  await expect(idle).rejects.toMatchObject({ code: 'ENGINE_DISPOSED' });
});

test('runs by itself on a scaled system clock', async () => {
  await using engine = await startEngine(undefined, { clock: systemClock({ scale: 60_000 }) });
  await engine.publish({ 'upstash-delay': '1h' });

  await engine.settle();

  expect(engine.received).toHaveLength(1);
  await expect(engine.advance(1)).rejects.toMatchObject({ code: 'ENGINE_CLOCK_RUNS_ITSELF' });
});
