import { Client } from '@upstash/qstash';
import { expect, test } from 'vitest';
import { createTestKit } from 'trifold/testing';
import { messageTimeline } from '../../support/timelineLines.js';
import { startThirdParty } from '../../support/thirdParty.js';
import type { Received, Reply } from '../../support/thirdParty.js';

/** A server that gets messages, the engine, and `@upstash/qstash` as a plain client of it. */
async function start(reply?: (request: Received) => Reply | Promise<Reply>) {
  const app = await startThirdParty(reply);
  const kit = await createTestKit({ url: app.url });
  const client = new Client({ baseUrl: kit.engine.url, token: kit.engine.token });
  return {
    app,
    kit,
    client,
    engine: kit.engine,
    /** Paths that were called, and how long after the start (seconds). */
    paths: () => app.received.map(({ path }) => path),
    async [Symbol.asyncDispose]() {
      await kit.dispose();
      await app[Symbol.asyncDispose]();
    },
  };
}

test('publishes text and JSON, with headers, method and delay', async () => {
  await using it = await start();
  const { url } = it.app;

  const sent = await it.client.publish({ url: `${url}/a`, body: 'hi', headers: { 'x-a': '1' } });
  await it.client.publishJSON({ url: `${url}/b`, body: { b: 1 }, method: 'PUT', delay: '1h' });
  expect(sent.messageId).toMatch(/^msg_/);
  await it.engine.idle();
  expect(it.paths()).toEqual(['/a']);
  await it.engine.advance(3_600_000);

  expect(it.app.received).toMatchObject([
    {
      method: 'POST',
      path: '/a',
      body: 'hi',
      headers: { 'x-a': '1', 'upstash-retried': '0', 'upstash-caller-ip': '127.0.0.1' },
    },
    { method: 'PUT', path: '/b', body: '{"b":1}', headers: { 'content-type': 'application/json' } },
  ]);
  expect(messageTimeline(it.engine).filter((line) => line.includes('/b'))).toEqual([
    '0 s: /b published',
    '0 s: /b delayed',
    '3600 s: /b delivered',
    '3600 s: /b answered 200',
  ]);
});

test('publishes a batch, and each message of it to its URL or queue', async () => {
  await using it = await start();
  const { url } = it.app;

  const sent = await it.client.batchJSON([
    { url: `${url}/a`, body: 1 },
    { url: `${url}/b`, body: 2, queueName: 'q' },
  ]);
  await it.engine.settle();

  expect(sent).toHaveLength(2);
  expect(it.paths().toSorted()).toEqual(['/a', '/b']);
  expect(await it.client.queue({ queueName: 'q' }).get()).toMatchObject({ parallelism: 1, lag: 0 });
});

test('brings each answer to the callback, and the failure to the failure callback', async () => {
  let failures = 1;
  await using it = await start(({ path }) => {
    if (path === '/bad') return { status: 500, body: 'no' };
    if (path === '/flaky') return { status: failures-- > 0 ? 503 : 201, body: 'yes' };
    return {};
  });
  const { url } = it.app;
  const told = (path: string) =>
    it.app.received.filter((got) => got.path === path).map(({ body }) => JSON.parse(body));

  await it.client.publish({ url: `${url}/flaky`, callback: `${url}/told`, body: 'src' });
  await it.client.publish({
    url: `${url}/bad`,
    retries: 0,
    callback: `${url}/told-bad`,
    failureCallback: `${url}/failed`,
    headers: { 'Upstash-Failure-Callback-Forward-x-why': 'because' },
  });
  await it.engine.settle();

  const body = Buffer.from('yes').toString('base64');
  const sourceBody = Buffer.from('src').toString('base64');
  expect(told('/told')).toMatchObject([
    { status: 503, retried: 0, maxRetries: 3 },
    { status: 201, retried: 1, body, sourceBody, url: `${url}/flaky`, method: 'POST' },
  ]);
  expect(told('/told-bad')).toMatchObject([{ status: 500, retried: 0, maxRetries: 0 }]);
  expect(told('/failed')).toMatchObject([{ status: 500, dlqId: expect.stringMatching(/^dlq_/) }]);
  expect(it.app.received.find(({ path }) => path === '/failed')?.headers).toMatchObject({
    'x-why': 'because',
    'content-type': 'application/json',
  });
});

test('retries callbacks as often as the message that they tell of', async () => {
  await using it = await start(() => ({ status: 500 }));
  const { url } = it.app;

  await it.client.publish({
    url: `${url}/bad`,
    retries: 1,
    callback: `${url}/told`,
    failureCallback: `${url}/failed`,
  });
  await it.engine.settle();

  expect(it.paths().filter((path) => path === '/failed')).toHaveLength(2);
  // One for each of the two attempts, each made twice.
  expect(it.paths().filter((path) => path === '/told')).toHaveLength(4);
  const told = messageTimeline(it.engine).filter((line) => line.includes('delivered'));
  expect(told.toSorted()).toEqual([
    '0 s: /bad delivered',
    '0 s: /told delivered',
    '12 s: /bad delivered',
    '12 s: /failed delivered',
    '12 s: /told delivered',
    '12 s: /told delivered',
    '24 s: /failed delivered',
    '24 s: /told delivered',
  ]);
});

test('drops duplicates by id and by content', async () => {
  await using it = await start();
  const { url } = it.app;
  const publish = async (more: object) =>
    (await it.client.publish({ url: `${url}/a`, body: 'a', ...more })).deduplicated ?? false;
  const byContent = { contentBasedDeduplication: true };

  expect(await publish({ deduplicationId: 'x' })).toBe(false);
  expect(await publish({ deduplicationId: 'x', body: 'other' })).toBe(true);
  expect(await publish(byContent)).toBe(false);
  expect(await publish(byContent)).toBe(true);
  expect(await publish({ ...byContent, headers: { 'x-a': '1' } })).toBe(false);
  expect(await publish({ ...byContent, body: 'b' })).toBe(false);
  await it.engine.advance(600_000);
  expect(await publish({ deduplicationId: 'x' })).toBe(false);
  await it.engine.settle();

  expect(it.app.received).toHaveLength(5);
});

test('finds and cancels messages on their way', async () => {
  await using it = await start();
  const { url } = it.app;
  const later = async (path: string, label: string) =>
    (await it.client.publish({ url: `${url}${path}`, delay: '1h', label, body: 'b' })).messageId;
  const [a, b] = [await later('/a', 'red'), await later('/b', 'red')];
  await later('/c', 'blue');
  await later('/d', 'green');

  expect(await it.client.messages.get(a)).toMatchObject({
    messageId: a,
    url: `${url}/a`,
    body: 'b',
    label: 'red',
    maxRetries: 3,
    notBefore: it.engine.clock.now() + 3_600_000,
  });
  expect(await it.client.messages.cancel(a)).toEqual({ cancelled: 1 });
  expect(await it.client.messages.cancel([a, b])).toEqual({ cancelled: 1 });
  expect(await it.client.messages.cancel({ filter: { label: 'blue' } })).toEqual({ cancelled: 1 });
  await expect(it.client.messages.get(a)).rejects.toThrow('not found');
  await it.engine.settle();
  expect(it.paths()).toEqual(['/d']);
  expect(await it.client.messages.cancel({ all: true })).toEqual({ cancelled: 0 });
});

test('tells what happened to a message', async () => {
  await using it = await start();
  const { messageId } = await it.client.publish({ url: `${it.app.url}/a`, label: 'red' });
  await it.client.publish({ url: `${it.app.url}/b` });
  await it.engine.settle();

  const { logs } = await it.client.logs({ filter: { label: 'red' } });
  expect(logs.map((log) => [log.messageId, log.state])).toEqual([
    [messageId, 'DELIVERED'],
    [messageId, 'ACTIVE'],
    [messageId, 'CREATED'],
  ]);
  const page = await it.client.logs({ count: 4 });
  expect(page.logs).toHaveLength(4);
  expect((await it.client.logs({ cursor: page.cursor })).logs).toHaveLength(2);
});

test('keeps messages that failed as dead letters, to be retried or deleted', async () => {
  let isBroken = true;
  await using it = await start(() => ({ status: isBroken ? 500 : 200, body: 'sorry' }));
  for (const path of ['/a', '/b', '/c']) {
    await it.client.publish({ url: `${it.app.url}${path}`, retries: 0, body: path });
  }
  await it.engine.settle();

  const { messages } = await it.client.dlq.listMessages();
  expect(messages.map(({ body }) => body)).toEqual(['/a', '/b', '/c']);
  expect(messages[0]).toMatchObject({ responseStatus: 500, responseBody: 'sorry' });
  isBroken = false;
  const first = messages[0]?.dlqId ?? '';
  const { responses } = await it.client.dlq.retry(first);
  expect(responses).toHaveLength(1);
  expect(await it.client.dlq.delete({ filter: { url: `${it.app.url}/b` } })).toMatchObject({
    deleted: 1,
  });
  await it.engine.settle();

  expect(it.paths()).toEqual(['/a', '/b', '/c', '/a']);
  expect((await it.client.dlq.listMessages()).messages).toHaveLength(1);
  await it.client.dlq.delete(messages[2]?.dlqId ?? '');
  expect((await it.client.dlq.listMessages()).messages).toEqual([]);
});

test('publishes to all endpoints of a URL group', async () => {
  await using it = await start();
  const { url } = it.app;
  const { urlGroups } = it.client;
  await urlGroups.addEndpoints({
    name: 'all',
    endpoints: [{ url: `${url}/a` }, { name: 'b', url: `${url}/b` }],
  });

  const sent = await it.client.publishJSON({ urlGroup: 'all', body: 1 });
  await urlGroups.removeEndpoints({ name: 'all', endpoints: [{ name: 'b' }] });
  await it.client.publishJSON({ urlGroup: 'all', body: 2 });
  await it.engine.settle();

  expect(sent).toMatchObject([{ url: `${url}/a` }, { url: `${url}/b` }]);
  expect(it.paths()).toEqual(['/a', '/b', '/a']);
  expect((await urlGroups.list()).map(({ name }) => name)).toEqual(['all']);
  await urlGroups.delete('all');
  await expect(urlGroups.get('all')).rejects.toThrow('not found');
});
