import { Client } from '@upstash/qstash';
import { expect, test } from 'vitest';
import { createEngine } from '../../../../src/engine/index.js';
import type { EngineOptions } from '../../../../src/engine/index.js';
import { messageTimeline } from '../../support/timelineLines.js';
import { startThirdParty } from '../../support/thirdParty.js';

async function start(options: EngineOptions = {}) {
  const app = await startThirdParty();
  const engine = await createEngine(options);
  const client = new Client({ baseUrl: engine.url, token: engine.token });
  return {
    app,
    engine,
    client,
    async [Symbol.asyncDispose]() {
      await engine.dispose();
      await app[Symbol.asyncDispose]();
    },
  };
}

const ENDPOINTS = ['a', 'b'] as const;

const endpoints = (url: string) => ENDPOINTS.map((name) => ({ name, url: `${url}/${name}` }));

test('names the group and the endpoint of a message that was sent to a group', async () => {
  await using it = await start();
  const { client, app, engine } = it;
  await client.urlGroups.addEndpoints({ name: 'news', endpoints: endpoints(app.url) });

  const sent = await client.publish({ urlGroup: 'news', body: 'hello', delay: 60 });
  const messages = await Promise.all(sent.map(({ messageId }) => client.messages.get(messageId)));
  await engine.settle();

  expect(messages.map(({ topicName, endpointName }) => [topicName, endpointName])).toEqual([
    ['news', 'a'],
    ['news', 'b'],
  ]);
  expect(app.received.map(({ path }) => path)).toEqual(['/a', '/b']);
  expect(app.received.map(({ headers }) => headers['upstash-topic-name'])).toEqual([
    'news',
    'news',
  ]);
});

test('sends a schedule to each endpoint that its group has by then', async () => {
  await using it = await start();
  const { client, app, engine } = it;
  await client.urlGroups.addEndpoints({ name: 'news', endpoints: endpoints(app.url) });
  await client.schedules.create({ destination: 'news', cron: '0 0 * * *' });

  await engine.advance(24 * 3_600_000);
  expect(app.received.map(({ path }) => path)).toEqual(['/a', '/b']);

  await client.urlGroups.delete('news');
  await engine.advance(24 * 3_600_000);
  expect(app.received).toHaveLength(2);
  expect(messageTimeline(engine).toSorted()).toEqual([
    '0 s: /a answered 200',
    '0 s: /a delivered',
    '0 s: /a published',
    '0 s: /b answered 200',
    '0 s: /b delivered',
    '0 s: /b published',
  ]);
});

test('refuses endpoints past their limit, and those on a host that was not allowed', async () => {
  await using it = await start({ limits: { endpointsPerGroup: 1 } });
  const { client, app } = it;

  await expect(
    client.urlGroups.addEndpoints({ name: 'news', endpoints: endpoints(app.url) }),
  ).rejects.toThrow('over the limit of 1 endpoints');
  await expect(
    client.urlGroups.addEndpoints({ name: 'news', endpoints: [{ url: 'https://example.com' }] }),
  ).rejects.toThrow('delivers to loopback only');
  expect(await client.urlGroups.list()).toEqual([]);
});

test('refuses the callbacks of a schedule on a host that was not allowed', async () => {
  await using it = await start();

  await expect(
    it.client.schedules.create({
      destination: it.app.url,
      cron: '0 0 * * *',
      failureCallback: 'https://example.com/',
    }),
  ).rejects.toThrow('delivers to loopback only');
});

test('cancels all messages that match, however many', async () => {
  await using it = await start();
  const batch = Array.from({ length: 150 }, () => ({ url: it.app.url, delay: 60 }));
  await it.client.batch(batch);

  expect(await it.client.messages.cancel({ all: true, count: 10 })).toEqual({ cancelled: 150 });
});
