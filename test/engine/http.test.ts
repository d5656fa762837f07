import { request as httpRequest } from 'node:http';
import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine/index.js';
import { ENDPOINT, startEngine, stepItem, triggerHeaders, WORKFLOW_ANSWER } from './startEngine.js';

test('refuses a request without the token', async () => {
  await using engine = await startEngine();

  const response = await engine.request('GET', '/v2/keys', {
    headers: { authorization: 'Bearer x' },
  });

  expect(response.status).toBe(401);
  expect(await response.json()).toHaveProperty('error');
});

test('refuses a foreign Host, which a page in a browser would send', async () => {
  await using engine = await startEngine();

  const status = await new Promise<number | undefined>((resolve, reject) => {
    const headers = { host: 'evil.example', authorization: `Bearer ${engine.token}` };
    httpRequest(`${engine.url}/v2/keys`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

  expect(status).toBe(403);
});

test('answers the signing keys', async () => {
  await using engine = await startEngine();

  const response = await engine.request('GET', '/v2/keys');

  expect(await response.json()).toEqual(engine.signingKeys);
});

test('answers 501, never 400 or 404, to what it does not speak', async () => {
  await using engine = await startEngine();

  expect((await engine.request('GET', '/v2/workflows')).status).toBe(501);
});

test('refuses a destination that is not on this machine, unless its host is allowed', async () => {
  await using strict = await startEngine();
  await using open = await startEngine(undefined, { allowHosts: ['example.com'] });
  const item = { destination: 'https://example.com/x' };

  expect((await strict.batch(item)).status).toBe(403);
  expect((await open.batch(item)).status).toBe(200);
});

test('refuses a request that is too large', async () => {
  await using engine = await startEngine(undefined, { limits: { requestBytes: 100 } });

  expect((await engine.publish({}, 'x'.repeat(101))).status).toBe(413);
});

test('refuses a batch that is none, and accepts nothing of one with a bad destination', async () => {
  await using engine = await startEngine();

  expect((await engine.request('POST', '/v2/batch', { body: '{' })).status).toBe(400);
  expect((await engine.batch({}, { destination: 'nowhere' })).status).toBe(400);
  await engine.settle();
  expect(engine.received).toEqual([]);
});

test('answers 412 past the limits of runs and of pending messages', async () => {
  await using runs = await startEngine(() => WORKFLOW_ANSWER, { limits: { runs: 1 } });
  await using messages = await startEngine(undefined, { limits: { pendingMessages: 1 } });

  expect((await runs.batch({ headers: triggerHeaders('wfr_a') })).status).toBe(200);
  expect((await runs.batch({ headers: triggerHeaders('wfr_b') })).status).toBe(412);
  expect((await messages.publish({ 'upstash-delay': '1h' })).status).toBe(200);
  expect((await messages.publish()).status).toBe(412);
});

test('forgets the oldest ended run when there are more than it keeps', async () => {
  await using engine = await startEngine(() => WORKFLOW_ANSWER, { limits: { runs: 2 } });
  for (const id of ['wfr_a', 'wfr_b', 'wfr_c']) {
    await engine.batch({ headers: triggerHeaders(id) });
    await engine.request('DELETE', `/v2/workflows/runs/${id}?cancel=false`, { body: '1' });
  }

  expect(engine.runs().map(({ id }) => id)).toEqual(['wfr_b', 'wfr_c']);
  expect(engine.run('wfr_a')).toBeUndefined();
});

test('answers the list of a run in progress, and 404 once it has ended', async () => {
  await using engine = await startEngine(() => WORKFLOW_ANSWER);
  await engine.batch({ headers: triggerHeaders('wfr_a'), body: '{"n":1}' });
  await engine.batch(stepItem('wfr_a', 1));

  const steps: unknown = await (await engine.request('GET', '/v2/workflows/runs/wfr_a')).json();
  await engine.request('DELETE', '/v2/workflows/runs/wfr_a?cancel=false', { body: '"done"' });

  expect(steps).toMatchObject([
    { callType: 'step', body: Buffer.from('{"n":1}').toString('base64') },
    { callType: 'step' },
  ]);
  expect((await engine.request('GET', '/v2/workflows/runs/wfr_a')).status).toBe(404);
  expect(engine.run('wfr_a')?.response).toBe('"done"');
});

test('answers 400 to a step or an end of a run that has ended', async () => {
  await using engine = await startEngine(() => WORKFLOW_ANSWER);
  await engine.batch({ headers: triggerHeaders('wfr_a') });
  const end = () => engine.request('DELETE', '/v2/workflows/runs/wfr_a?cancel=true');

  expect((await end()).status).toBe(200);
  expect((await end()).status).toBe(400);
  expect((await engine.batch(stepItem('wfr_a', 1))).status).toBe(400);
  expect((await engine.batch(stepItem('wfr_unknown', 1))).status).toBe(400);
  expect((await engine.request('DELETE', '/v2/workflows/runs/wfr_unknown')).status).toBe(404);
});

test('cancels many runs by URL and by label', async () => {
  await using engine = await startEngine(() => WORKFLOW_ANSWER);
  await engine.batch(
    { headers: triggerHeaders('wfr_a', { 'upstash-label': 'red' }) },
    { headers: triggerHeaders('wfr_b') },
    { headers: triggerHeaders('wfr_c'), destination: `${ENDPOINT}/other` },
  );
  const cancel = async (query: string) =>
    (await engine.request('DELETE', `/v2/workflows/runs?${query}`)).json();

  expect(await cancel('label=red')).toEqual({ cancelled: 1 });
  expect(await cancel(`workflowUrl=${ENDPOINT}&workflowUrlExactMatch=true`)).toEqual({
    cancelled: 1,
  });
  expect(await cancel(`workflowUrl=${ENDPOINT}`)).toEqual({ cancelled: 1 });
});

test('says that a port is taken', async () => {
  await using engine = await startEngine();
  const port = Number(new URL(engine.url).port);

  await expect(createEngine({ port })).rejects.toMatchObject({ code: 'ENGINE_PORT_TAKEN' });
});

test('answers 400 to a late step of an earlier run under the same id, so that no list has a gap', async () => {
  await using engine = await startEngine(() => WORKFLOW_ANSWER);
  await engine.batch({ headers: triggerHeaders('wfr_a'), body: 'first' });
  await engine.request('DELETE', '/v2/workflows/runs/wfr_a?cancel=false');
  await engine.batch({ headers: triggerHeaders('wfr_a'), body: 'second' });

  expect((await engine.batch(stepItem('wfr_a', 2))).status).toBe(400);
  expect((await engine.batch(stepItem('wfr_a', 1))).status).toBe(200);
  expect((await engine.batch(stepItem('wfr_a', 2))).status).toBe(200);
});

test('drops what is still on its way in an ended run when its id is used again', async () => {
  await using engine = await startEngine(() => ({ status: 500 }));
  await engine.batch({ headers: triggerHeaders('wfr_a'), body: 'first' });
  await engine.idle();
  await engine.request('DELETE', '/v2/workflows/runs/wfr_a?cancel=false');
  const again = triggerHeaders('wfr_a', { 'upstash-retries': '0' });
  await engine.batch({ headers: again, body: 'second' });
  await engine.settle();

  expect(engine.received).toHaveLength(2);
});
