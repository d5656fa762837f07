import { expect, test } from 'vitest';
import {
  ENDPOINT,
  START,
  startEngine,
  stepItem,
  triggerHeaders,
  WORKFLOW_ANSWER,
} from './startEngine.js';
import type { StartedEngine } from './startEngine.js';

/** A run that has failed, its failure callback too. */
async function startFailedRun() {
  const engine = await startEngine(() => ({ status: 500, body: '{"message":"broken"}' }));
  const headers = triggerHeaders('wfr_a', {
    'upstash-retries': '0',
    'upstash-label': 'red',
    'upstash-failure-callback': ENDPOINT,
    'upstash-failure-callback-retries': '1',
  });
  await engine.batch({ headers, body: 'payload' });
  await engine.settle();
  const dlqId = engine.run('wfr_a')?.failure?.dlqId ?? '';
  return { engine, dlqId };
}

async function json(engine: StartedEngine, method: string, target: string, init?: RequestInit) {
  const response = await engine.request(method, target, init);
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : parse(text) };
}

test('shows, resumes, restarts and deletes a failed run by its dead letter', async () => {
  const { engine, dlqId } = await startFailedRun();
  await using _ = engine;
  const base = '/v2/workflows/dlq';

  expect(await json(engine, 'GET', `${base}/${dlqId}`)).toMatchObject({
    status: 200,
    body: { dlqId, workflowRunId: 'wfr_a', failureFunctionState: 'CALLBACK_FAIL' },
  });
  expect(await json(engine, 'GET', `${base}?label=blue`)).toMatchObject({ body: { messages: [] } });
  const resumed = await json(engine, 'POST', `${base}/resume/${dlqId}`);
  expect(resumed).toMatchObject({ status: 200, body: { workflowCreatedAt: expect.any(Number) } });
  expect((await json(engine, 'POST', `${base}/restart/${dlqId}`)).status).toBe(404);
  await engine.settle();

  const [left] = engine.runs().slice(-1);
  const second = left?.failure?.dlqId ?? '';
  expect(left).toMatchObject({ labels: ['red'], payload: 'payload', state: 'RUN_FAILED' });
  expect((await json(engine, 'DELETE', `${base}/${second}`)).status).toBe(200);
  expect((await json(engine, 'GET', `${base}/${second}`)).status).toBe(404);
});

test('takes back a failure callback that waits for its retry', async () => {
  const { engine, dlqId } = await startFailedRun();
  await using _ = engine;
  const callback = `/v2/workflows/dlq/callback/${dlqId}`;

  expect((await json(engine, 'DELETE', callback)).status).toBe(400);
  expect((await json(engine, 'POST', callback)).status).toBe(200);
  await engine.idle();
  expect((await engine.request('DELETE', callback, { redirect: 'manual' })).status).toBe(302);
  await engine.settle();

  expect(engine.run('wfr_a')?.failureCallback).toMatchObject({ state: 'dropped' });
  expect((await json(engine, 'POST', callback)).status).toBe(400);
});

test('lists runs by pairs of id and time, which leave no room for other filters', async () => {
  await using engine = await startEngine(() => WORKFLOW_ANSWER);
  for (const id of ['wfr_a', 'wfr_b', 'wfr_c']) await engine.batch({ headers: triggerHeaders(id) });

  const { body } = await json(
    engine,
    'GET',
    `/v2/workflows/logs?workflowRuns=wfr_a@${START},wfr_c@${START}&state=RUN_FAILED`,
  );

  expect(body).toMatchObject({ runs: [{ workflowRunId: 'wfr_c' }, { workflowRunId: 'wfr_a' }] });
});

test('cancels a run by the documented request, which has no parameter', async () => {
  await using engine = await startEngine(() => WORKFLOW_ANSWER);
  await engine.batch({ headers: triggerHeaders('wfr_a') });

  expect((await engine.request('DELETE', '/v2/workflows/runs/wfr_a')).status).toBe(200);

  expect(engine.run('wfr_a')?.state).toBe('RUN_CANCELED');
});

test('answers 400 to a wait and to a notification of a run that has ended', async () => {
  await using engine = await startEngine(() => WORKFLOW_ANSWER);
  await engine.batch({ headers: triggerHeaders('wfr_a') });
  const step = { stepId: 1, stepName: 'wait', stepType: 'Wait', concurrent: 1 };
  const wait = (runId: string) =>
    engine.request('POST', '/v2/wait/event', {
      headers: { 'upstash-workflow-runid': runId },
      body: JSON.stringify({ timeout: '1m', timeoutHeaders: {}, step }),
    });

  expect((await wait('wfr_a')).status).toBe(200);
  expect((await engine.request('POST', '/v2/notify/wfr_a/event', { body: 'x' })).status).toBe(201);
  await engine.request('DELETE', '/v2/workflows/runs/wfr_a?cancel=false');
  expect((await wait('wfr_a')).status).toBe(400);
  expect((await engine.request('POST', '/v2/notify/wfr_a/event')).status).toBe(400);
  expect((await engine.request('POST', '/v2/notify/wfr_b/event')).status).toBe(404);
});

test('answers 412 past the limits of names and of notifications that nobody awaits', async () => {
  await using engine = await startEngine(() => WORKFLOW_ANSWER, {
    limits: { names: 1, earlyNotifications: 1, flowKeys: 1 },
  });
  await engine.batch({ headers: triggerHeaders('wfr_a') });
  const statuses = async (...targets: readonly string[]) => {
    const found: number[] = [];
    for (const target of targets) found.push((await engine.request('POST', target)).status);
    return found;
  };

  expect(await statuses(`/v2/enqueue/a/${ENDPOINT}`, `/v2/enqueue/b/${ENDPOINT}`)).toEqual([
    200, 412,
  ]);
  expect(await statuses('/v2/notify/wfr_a/x', '/v2/notify/wfr_a/x')).toEqual([201, 412]);
  expect(await statuses('/v2/flowControl/a/pause', '/v2/flowControl/b/pause')).toEqual([200, 412]);
});

test('keeps messages of no run for the listing, and forgets those that are done', async () => {
  await using engine = await startEngine(undefined, { limits: { messages: 10 } });
  await engine.publish({ 'upstash-delay': '1h' }, 'waits');
  for (let n = 0; n < 20; n += 1) await engine.publish({}, `done ${n}`);
  await engine.idle();
  await engine.publish({}, 'last');

  const bodies = engine.messages().map(({ body }) => body);
  expect(bodies.length).toBeLessThanOrEqual(11);
  expect(bodies).toContain('waits');
  expect(bodies).toContain('last');
});

test('refuses a step whose run does not have what it builds on', async () => {
  await using engine = await startEngine(() => WORKFLOW_ANSWER);
  await engine.batch({ headers: triggerHeaders('wfr_a') });
  const result = {
    ...stepItem('wfr_a', 1),
    body: JSON.stringify({ stepId: 1, stepName: 'a', stepType: 'Run', concurrent: 2, out: '1' }),
  };
  const plan = {
    ...stepItem('wfr_a', 1),
    body: JSON.stringify({
      stepId: 0,
      stepName: 'a',
      stepType: 'Run',
      concurrent: 2,
      targetStep: 1,
    }),
  };

  expect((await engine.batch(result)).status).toBe(400);
  expect((await engine.batch(plan)).status).toBe(200);
  expect((await engine.batch(result)).status).toBe(200);
});

function parse(text: string): unknown {
  return JSON.parse(text);
}
