import { createServer } from 'node:net';
import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { startKit } from '../../startKit.js';

test("shows the handler's own message and stack at each attempt and on the timeline", async () => {
  await using kit = await startKit({
    '/broken': () =>
      serve(async (context) =>
        context.run('break', () => {
          throw new TypeError('the database is gone');
        }),
      ),
  });

  const run = await kit.run(await kit.trigger('/broken', { retries: 1 }));

  const attempts = run.deliveries.filter(({ kind }) => kind === 'workflow');
  expect(attempts.map(({ error }) => error)).toEqual(
    Array.from({ length: 2 }, () => expect.stringContaining('the database is gone')),
  );
  expect(attempts.map(({ stack }) => stack)).toEqual(
    Array.from({ length: 2 }, () => expect.stringContaining('reasons.sdk.test.ts')),
  );
  const said = kit.engine.timeline.events
    .filter(({ detail }) => detail?.includes('the database is gone'))
    .map(({ type, status }) => [type, status]);
  expect(said).toEqual([
    ['answered', 500],
    ['retry-scheduled', 500],
    ['answered', 500],
    ['delivery-failed', 500],
    ['run-failed', 500],
  ]);
});

test('says of each address of a name why nobody answered there', async () => {
  const port = await freePort();
  await using kit = await startKit({
    '/asks': () =>
      serve(async (context) => {
        await context.call('ask', { url: `http://localhost:${port}/`, retries: 0 });
      }),
  });

  const run = await kit.run(await kit.trigger('/asks'));

  const [call] = run.deliveries.filter(({ kind }) => kind === 'call');
  expect(call?.error).toContain(`connect ECONNREFUSED 127.0.0.1:${port}`);
});

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
