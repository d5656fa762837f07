import { Client } from '@upstash/qstash';
import { expect, test } from 'vitest';
import { messageTimeline } from '../../support/timelineLines.js';
import { startEngine } from '../../../engine/startEngine.js';
import type { Reply, StartedEngine } from '../../../engine/startEngine.js';

const URL_OF = (path: string) => `http://127.0.0.1:9/${path}`;

function pathsOf(engine: StartedEngine): string[] {
  return engine.received.map(({ url }) => new URL(url).pathname.slice(1));
}

async function start(reply?: (request: Request) => Reply | Promise<Reply>) {
  const engine = await startEngine(reply);
  const client = new Client({ baseUrl: engine.url, token: engine.token });
  return { engine, client, queue: client.queue({ queueName: 'q' }) };
}

test('delivers in order, one after the other', async () => {
  let now = 0;
  let most = 0;
  const { engine, queue } = await start(async () => {
    most = Math.max(most, (now += 1));
    await new Promise((resolve) => setImmediate(resolve));
    now -= 1;
    return {};
  });
  await using _ = engine;

  for (const path of ['a', 'b', 'c', 'd']) await queue.enqueue({ url: URL_OF(path) });
  await engine.settle();

  expect(pathsOf(engine)).toEqual(['a', 'b', 'c', 'd']);
  expect(most).toBe(1);
  expect(messageTimeline(engine).filter((line) => !line.endsWith('published'))).toEqual([
    '0 s: /a delivered',
    '0 s: /a answered 200',
    '0 s: /b delivered',
    '0 s: /b answered 200',
    '0 s: /c delivered',
    '0 s: /c answered 200',
    '0 s: /d delivered',
    '0 s: /d answered 200',
  ]);
});

test('waits for the retries and the callbacks of the message before', async () => {
  let failures = 1;
  const { engine, queue } = await start(({ url }) => ({
    status: url.endsWith('/a') && failures-- > 0 ? 500 : 200,
  }));
  await using _ = engine;

  await queue.enqueue({ url: URL_OF('a'), callback: URL_OF('told'), retryDelay: '5000' });
  await queue.enqueueJSON({ url: URL_OF('b'), body: 1 });
  await engine.idle();
  expect(pathsOf(engine)).toEqual(['a', 'told']);
  expect(await queue.get()).toMatchObject({ lag: 2 });
  await engine.settle();

  expect(pathsOf(engine)).toEqual(['a', 'told', 'a', 'told', 'b']);
  expect(messageTimeline(engine).filter((line) => !line.endsWith('published'))).toEqual([
    '0 s: /a delivered',
    '0 s: /a answered 500',
    '0 s: /a retry-scheduled 500',
    '0 s: /told delivered',
    '0 s: /told answered 200',
    '5 s: /a delivered',
    '5 s: /a answered 200',
    '5 s: /told delivered',
    '5 s: /told answered 200',
    '5 s: /b delivered',
    '5 s: /b answered 200',
  ]);
});

test('goes on with the next message when one has failed or was canceled', async () => {
  const { engine, client, queue } = await start(({ url }) => ({
    status: url.endsWith('/bad') ? 500 : 200,
  }));
  await using _ = engine;
  await queue.upsert({ paused: true });
  await queue.enqueue({ url: URL_OF('bad'), retries: 0 });
  const canceled = await queue.enqueue({ url: URL_OF('never') });
  await queue.enqueue({ url: URL_OF('good') });

  await client.messages.cancel(canceled.messageId);
  await queue.resume();
  await engine.settle();

  expect(pathsOf(engine)).toEqual(['bad', 'good']);
  expect((await client.dlq.listMessages()).messages).toMatchObject([{ queueName: 'q' }]);
});

test('delivers as many at a time as its parallelism', async () => {
  const { engine, queue } = await start(() => ({ status: 500 }));
  await using _ = engine;
  await queue.upsert({ parallelism: 2 });

  for (const path of ['a', 'b', 'c'])
    await queue.enqueue({ url: URL_OF(path), retryDelay: '60000' });
  await engine.idle();
  expect(pathsOf(engine)).toEqual(['a', 'b']);
  await queue.upsert({ parallelism: 3 });
  await engine.idle();
  expect(pathsOf(engine)).toEqual(['a', 'b', 'c']);
});

test('pauses, is listed, and is deleted with what waits in it', async () => {
  const { engine, client, queue } = await start();
  await using _ = engine;
  await queue.enqueue({ url: URL_OF('a') });
  await engine.settle();
  await queue.pause();
  await queue.enqueue({ url: URL_OF('b') });
  await engine.settle();

  expect(await client.queue().list()).toMatchObject([
    { name: 'q', paused: true, lag: 1, parallelism: 1 },
  ]);
  await queue.delete();
  await engine.settle();

  expect(pathsOf(engine)).toEqual(['a']);
  await expect(queue.get()).rejects.toThrow('not found');
});
