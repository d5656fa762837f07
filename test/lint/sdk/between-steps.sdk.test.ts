import { serve } from '@upstash/workflow/nextjs';
import { describe, expect, test, vi } from 'vitest';
import { quiet } from '../../departures/support/quiet.js';
import { startKit } from '../../testing/startKit.js';

quiet();

/** Answers another number each time, as a clock or a die does. */
function counter(): () => number {
  let last = 0;
  return () => ++last;
}

describe('what differs at each replay', () => {
  test('is seen differently by the steps of one run', async () => {
    const now = counter();
    const seen: number[] = [];
    await using kit = await startKit({
      '/digest': () =>
        serve(async (context) => {
          const at = now();
          await context.run('one', () => seen.push(at));
          await context.run('two', () => seen.push(at));
        }),
    });

    await kit.run(await kit.trigger('/digest'));

    expect(new Set(seen).size).toBe(2);
  });

  test('fails the run when it is in the name of a step', async () => {
    const now = counter();
    await using kit = await startKit({
      '/digest': () =>
        serve(async (context) => {
          await context.run(`send:${now()}`, () => 1);
        }),
    });

    const run = await kit.run(await kit.trigger('/digest', { retries: 0 }));

    expect(run.state).toBe('RUN_FAILED');
    expect(run.failure?.message).toContain('Incompatible step name');
  });

  test('fails the run when it decides which step comes', async () => {
    const now = counter();
    await using kit = await startKit({
      '/digest': () =>
        serve(async (context) => {
          // Two readings a delivery: the first delivery takes one way, the second the other.
          if (now() <= 2) await context.run('short', () => 1);
          else await context.run('long', () => 2);
        }),
    });

    const run = await kit.run(await kit.trigger('/digest', { retries: 0 }));

    expect(run.state).toBe('RUN_FAILED');
    expect(run.failure?.message).toContain('Incompatible step name');
  });

  test('does no harm as the time of a sleep: the first one counts', async () => {
    const start = Math.floor(Date.now() / 1_000);
    const day = counter();
    await using kit = await startKit({
      '/digest': () =>
        serve(async (context) => {
          await context.sleepUntil('wait', start + day() * 86_400);
          await context.run('done', () => 1);
        }),
    });

    const run = await kit.run(await kit.trigger('/digest'));

    expect(run.state).toBe('RUN_SUCCESS');
    expect(run.steps.map(({ name }) => name)).toEqual(['wait', 'done']);
  });
});

test('code after the last step runs once, code before a step runs at each replay', async () => {
  const [before, after] = [vi.fn(), vi.fn()];
  await using kit = await startKit({
    '/digest': () =>
      serve(async (context) => {
        before();
        await context.run('one', () => 1);
        await context.run('two', () => 2);
        after();
      }),
  });

  await kit.run(await kit.trigger('/digest'));

  expect(before).toHaveBeenCalledTimes(6);
  expect(after).toHaveBeenCalledTimes(1);
});

test('a Response that is returned is lost, and its status does not fail the run', async () => {
  await using kit = await startKit({
    '/digest': () =>
      serve(async (context) => {
        await context.run('one', () => 1);
        return Response.json({ error: 'not found' }, { status: 404 });
      }),
  });

  const run = await kit.run(await kit.trigger('/digest'));

  expect(run.state).toBe('RUN_SUCCESS');
  expect(run.result).toEqual({});
});

describe('the result of a step', () => {
  test('has neither dates, nor maps, nor undefined fields, nor functions', async () => {
    const seen: unknown[] = [];
    await using kit = await startKit({
      '/digest': () =>
        serve(async (context) => {
          const result = await context.run('load', () => ({
            at: new Date(0),
            map: new Map([['a', 1]]),
            cursor: undefined,
            answer: () => 1,
          }));
          await context.run('look', () => seen.push(result));
        }),
    });

    await kit.run(await kit.trigger('/digest'));

    expect(seen).toEqual([{ at: '1970-01-01T00:00:00.000Z', map: {} }]);
  });

  test('cannot be a bigint: the run fails with the work of the step done', async () => {
    let worked = 0;
    await using kit = await startKit({
      '/digest': () =>
        serve(async (context) => {
          await context.run('count', () => ({ total: BigInt(++worked) }));
        }),
    });

    const run = await kit.run(await kit.trigger('/digest', { retries: 0 }));

    expect(run.state).toBe('RUN_FAILED');
    expect(run.failure?.message).toContain('BigInt');
    expect(worked).toBe(1);
  });

  test('is a text where it was one, also one that is JSON', async () => {
    await using kit = await startKit({
      '/digest': () => serve((context) => context.run('ask', () => '{"a":1}')),
    });

    const run = await kit.run(await kit.trigger('/digest'));

    expect(run.result).toBe('{"a":1}');
  });

  test('makes a method of what it was fail the run', async () => {
    await using kit = await startKit({
      '/digest': () =>
        serve(async (context) => {
          const { at } = await context.run('load', () => ({ at: new Date(0) }));
          return at.toISOString();
        }),
    });

    const run = await kit.run(await kit.trigger('/digest', { retries: 0 }));

    expect(run.state).toBe('RUN_FAILED');
    expect(run.failure?.message).toContain('toISOString is not a function');
  });

  test('never comes before what it was compared with, when that was a date', async () => {
    await using kit = await startKit({
      '/digest': () =>
        serve(async (context) => {
          const { at } = await context.run('load', () => ({ at: new Date(0) }));
          return { before: at < new Date(), after: at > new Date() };
        }),
    });

    const run = await kit.run(await kit.trigger('/digest'));

    expect(run.result).toEqual({ before: false, after: false });
  });
});

test('the answer to a webhook is a request with its methods', async () => {
  let body: unknown;
  await using kit = await startKit({
    '/digest': () =>
      serve(async (context) => {
        const webhook = await context.createWebhook('webhook');
        await context.run('call', () =>
          fetch(webhook.webhookUrl, { method: 'POST', body: '{"a":1}' }).then(() => 1),
        );
        const { request } = await context.waitForWebhook('wait', webhook, '1m');
        body = await request?.json();
      }),
  });

  await kit.run(await kit.trigger('/digest'));

  expect(body).toEqual({ a: 1 });
});
