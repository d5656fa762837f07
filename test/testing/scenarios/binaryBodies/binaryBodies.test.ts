import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Client } from '@upstash/qstash';
import { expect, onTestFinished, test } from 'vitest';
import { messageTimeline, timelineLines } from '../../support/timelineLines.js';
import { createEngine } from '../../../../src/engine/index.js';
import type { Engine } from '../../../../src/engine/index.js';

/** No UTF-8, and the start of a PNG file. */
const BYTES = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x00, 0xff, 0xfe, 0x80]);
const BASE64 = BYTES.toString('base64');
const BINARY = { 'content-type': 'image/png' };

interface Got {
  readonly path: string | undefined;
  readonly body: Buffer;
}

/** An engine, the plain client, and an app that answers bytes and keeps what it gets. */
async function start(status: () => number = () => 200) {
  const received: Got[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      received.push({ path: request.url, body });
      response.writeHead(status(), BINARY).end(BYTES);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const engine = await createEngine();
  onTestFinished(async () => {
    server.close();
    await engine.dispose();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const client = new Client({ baseUrl: engine.url, token: engine.token });
  return { engine, client, received, app: `http://127.0.0.1:${port}` };
}

const body = () => new Blob([BYTES]);

async function post(engine: Engine, target: string, more = {}): Promise<unknown> {
  const headers = { ...BINARY, ...more, authorization: `Bearer ${engine.token}` };
  const response = await fetch(`${engine.url}${target}`, { method: 'POST', headers, body: body() });
  expect(response.ok).toBe(true);
  return response.json();
}

test('delivers the bytes that were published, enqueued and scheduled', async () => {
  const { engine, client, received, app } = await start();

  await client.publish({ url: `${app}/published`, body: body(), headers: BINARY });
  await client.queue({ queueName: 'q' }).enqueue({ url: `${app}/queued`, body: body() });
  await client.schedules.create({
    destination: `${app}/scheduled`,
    cron: '0 0 * * *',
    body: body(),
  });
  await engine.advance(24 * 3_600_000);

  expect(received.map(({ path }) => path)).toEqual(['/published', '/queued', '/scheduled']);
  expect(received.map((got) => got.body.toString('base64'))).toEqual([BASE64, BASE64, BASE64]);
});

test('shows bytes in base64, apart from text', async () => {
  const { engine, client, app } = await start(() => 500);
  const { messageId } = await client.publish({
    url: `${app}/later`,
    body: body(),
    delay: 60,
    retries: 0,
  });

  expect(await client.messages.get(messageId)).toMatchObject({ body: '', bodyBase64: BASE64 });
  await engine.settle();

  const { messages } = await client.dlq.listMessages();
  expect(messages).toMatchObject([
    { body: '', bodyBase64: BASE64, responseBody: '', responseBodyBase64: BASE64 },
  ]);
  const { logs } = await client.logs();
  expect(logs.map((log) => log.body)).toEqual(Array.from(logs, () => BASE64));
});

test('retries a dead letter with the same bytes', async () => {
  let status = 500;
  const { engine, client, received, app } = await start(() => status);
  await client.publish({ url: `${app}/a`, body: body(), retries: 0 });
  await engine.settle();
  const [letter] = (await client.dlq.listMessages()).messages;
  status = 200;

  await client.dlq.retry(letter?.dlqId ?? '');
  await engine.settle();

  expect(received.map((got) => got.body.toString('base64'))).toEqual([BASE64, BASE64]);
});

test('tells a callback of both the bytes that were sent and those that came back', async () => {
  const { engine, client, received, app } = await start();

  await client.publish({ url: `${app}/a`, body: body(), callback: `${app}/told` });
  await engine.settle();

  const told = received.find(({ path }) => path === '/told')?.body.toString('utf8') ?? '{}';
  expect(JSON.parse(told)).toMatchObject({ sourceBody: BASE64, body: BASE64 });
  expect(received).toHaveLength(2);
  expect(messageTimeline(engine)).toEqual([
    '0 s: /a published',
    '0 s: /a delivered',
    '0 s: /a answered 200',
    '0 s: /told delivered',
    '0 s: /told answered 200',
  ]);
});

test('tells messages apart by their bytes', async () => {
  const { client, app } = await start();
  const publish = (bytes: Buffer) =>
    client.publish({
      url: `${app}/a`,
      body: new Blob([bytes]),
      contentBasedDeduplication: true,
    });

  // Both of them are the same replacement character when they are taken for text.
  expect((await publish(Buffer.from([0xff]))).deduplicated).toBeUndefined();
  expect((await publish(Buffer.from([0xfe]))).deduplicated).toBeUndefined();
  expect((await publish(Buffer.from([0xff]))).deduplicated).toBe(true);
});

test('starts a run with bytes as its payload', async () => {
  const { engine, received, app } = await start();

  await post(engine, `/v2/trigger/${app}/run`);
  await engine.settle();

  const [entry] = JSON.parse(received[0]?.body.toString('utf8') ?? '[]');
  expect(entry).toMatchObject({ body: BASE64, callType: 'step' });
  expect(received).toHaveLength(1);
});

test('tells of a failed run with the bytes that its workflow answered', async () => {
  const { engine, received, app } = await start(() => 500);
  const headers = { 'upstash-retries': '0', 'upstash-failure-callback': `${app}/failed` };

  await post(engine, `/v2/trigger/${app}/run`, headers);
  await engine.idle();

  const told = received.find(({ path }) => path === '/failed')?.body.toString('utf8') ?? '{}';
  expect(JSON.parse(told)).toMatchObject({ status: 500, body: BASE64, sourceBody: BASE64 });
  expect(received).toHaveLength(2);
  expect(timelineLines(engine.timeline.events)).toEqual([
    '0 s: triggered',
    '0 s: delivered',
    '0 s: answered 500',
    '0 s: delivery-failed 500',
    '0 s: run-failed 500',
    '0 s: delivered',
    '0 s: answered 500',
    '0 s: delivery-failed 500',
  ]);
});
