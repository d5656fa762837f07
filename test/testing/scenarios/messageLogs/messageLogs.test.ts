import { Client } from '@upstash/qstash';
import { expect, test } from 'vitest';
import { messageTimeline } from '../../support/timelineLines.js';
import { ENDPOINT, startEngine } from '../../../engine/startEngine.js';

async function start() {
  const engine = await startEngine(() => ({ status: 500, headers: { 'x-a': '1' }, body: 'no' }));
  const client = new Client({ baseUrl: engine.url, token: engine.token });
  return { engine, client, publish: (more = {}) => client.publish({ url: ENDPOINT, ...more }) };
}

test('shows the answer to an attempt that failed, and how the message is delivered', async () => {
  const { engine, client, publish } = await start();
  await using _ = engine;
  const callback = 'http://127.0.0.1:9/told';
  const { messageId } = await publish({
    retries: 1,
    retryDelay: '1000',
    timeout: 5,
    callback,
    headers: { 'Upstash-Callback-Forward-X-Why': 'because' },
  });
  await engine.settle();

  const { logs } = await client.logs({ messageIds: [messageId] });

  expect(logs.map(({ state }) => state)).toEqual([
    'FAILED',
    'ERROR',
    'ACTIVE',
    'RETRY',
    'ERROR',
    'ACTIVE',
    'CREATED',
  ]);
  expect(logs[1]).toMatchObject({
    responseStatus: 500,
    responseBody: Buffer.from('no').toString('base64'),
    responseHeaders: { 'x-a': ['1'] },
    maxRetries: 1,
    retryDelayExpression: '1000',
    timeout: 5_000,
    method: 'POST',
    callback,
    callbackHeaders: { 'x-why': ['because'] },
  });
  expect(logs[0]).not.toHaveProperty('responseBody');
  expect(messageTimeline(engine).filter((line) => line.includes('/endpoint'))).toEqual([
    '0 s: /endpoint published',
    '0 s: /endpoint delivered',
    '0 s: /endpoint answered 500',
    '0 s: /endpoint retry-scheduled 500',
    '1 s: /endpoint delivered',
    '1 s: /endpoint answered 500',
    '1 s: /endpoint delivery-failed 500',
  ]);
});

test('finds what is in progress, and what was canceled under both of its names', async () => {
  const { engine, client, publish } = await start();
  await using _ = engine;
  const busy = await publish();
  const canceled = await publish({ delay: 60 });
  await engine.idle();
  await client.messages.cancel(canceled.messageId);
  const found = async (state: string) => {
    const response = await engine.request('GET', `/v2/logs?state=${state}`);
    return response.json();
  };

  const canceledLog = { messageId: canceled.messageId, state: 'CANCELED' };
  expect(await found('CANCELED')).toMatchObject({ logs: [canceledLog] });
  expect(await found('CANCELLED')).toMatchObject({ logs: [canceledLog], events: [canceledLog] });
  expect(await found('IN_PROGRESS')).toMatchObject({
    logs: ['RETRY', 'ERROR', 'ACTIVE'].map((state) => ({ messageId: busy.messageId, state })),
  });
  expect(engine.received).toHaveLength(1);
});

test('lists logs and dead letters in the order that is asked for', async () => {
  const { engine, publish } = await start();
  await using _ = engine;
  for (const body of ['a', 'b', 'c']) await publish({ body, retries: 0 });
  await engine.settle();
  const bodies = (list: string) => Array.from(list, (body) => ({ body }));
  const letters = async (query: string) => (await engine.request('GET', `/v2/dlq?${query}`)).json();

  expect(await letters('')).toMatchObject({ messages: bodies('abc') });
  expect(await letters('order=latestFirst')).toMatchObject({ messages: bodies('cba') });
  expect(await letters('order=latestFirst&count=2')).toMatchObject({ messages: bodies('cb') });
  const logs = await engine.request('GET', '/v2/logs?order=earliestFirst&count=1');
  expect(await logs.json()).toMatchObject({ logs: [{ state: 'CREATED' }] });
  expect(engine.received).toHaveLength(3);
});
