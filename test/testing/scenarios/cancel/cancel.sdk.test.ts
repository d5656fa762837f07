import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { startKit } from '../../startKit.js';
import { sdkHas } from '../../sdk.js';

function sleepy() {
  return serve(async (context) => {
    await context.sleep('long', '10d');
  });
}

async function startSleepers() {
  const kit = await startKit({ '/a': sleepy, '/a/b': sleepy, '/c': sleepy });
  const ids = {
    a: await kit.trigger('/a', { label: 'red' }),
    b: await kit.trigger('/a/b', { label: 'red' }),
    c: await kit.trigger('/c'),
  };
  await kit.engine.idle();
  const canceled = () => kit.runs({ state: 'RUN_CANCELED' }).map((run) => run.path);
  return { ...kit, ids, canceled };
}

test('cancels runs by id', async () => {
  await using kit = await startSleepers();

  const answer = await kit.client.cancel({ ids: [kit.ids.a, kit.ids.c, 'wfr_unknown'] });

  expect(answer).toEqual({ cancelled: 2 });
  expect(kit.canceled()).toEqual(['/a', '/c']);
  await kit.settle();
  expect(kit.calls).toEqual({ '/a': 1, '/a/b': 2, '/c': 1 });
  expect(kit.timeline(kit.ids.a)).toEqual([
    '0 s: triggered',
    '0 s: delivered',
    '0 s: step-appended long',
    '0 s: delayed long',
    '0 s: answered 200',
    '0 s: run-canceled',
  ]);
  expect(kit.timeline(kit.ids.b).at(-1)).toBe('864000 s: answered 200');
});

test('cancels runs by the beginning of their URL', async () => {
  await using kit = await startSleepers();

  const answer = await kit.client.cancel({ urlStartingWith: `${kit.url}/a` });

  expect(answer).toEqual({ cancelled: 2 });
  expect(kit.canceled()).toEqual(['/a', '/a/b']);
  await kit.settle();
  expect(kit.calls).toEqual({ '/a': 1, '/a/b': 1, '/c': 2 });
});

test('cancels all runs, once', async () => {
  await using kit = await startSleepers();

  expect(await kit.client.cancel({ all: true })).toEqual({ cancelled: 3 });
  expect(await kit.client.cancel({ all: true })).toEqual({ cancelled: 0 });
  expect(await kit.engine.advanceToNext()).toBe(false);
  expect(kit.calls).toEqual({ '/a': 1, '/a/b': 1, '/c': 1 });
});

test('cancels runs by label, over REST', async () => {
  await using kit = await startSleepers();

  const response = await fetch(`${kit.engine.url}/v2/workflows/runs?label=red`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${kit.engine.token}` },
  });

  expect(await response.json()).toEqual({ cancelled: 2 });
  await kit.settle();
  expect(kit.canceled()).toEqual(['/a', '/a/b']);
  expect(kit.calls).toEqual({ '/a': 1, '/a/b': 1, '/c': 2 });
});

test.runIf(sdkHas('filters'))(
  'cancels runs by label, by exact URL and by date, up to a count',
  async () => {
    await using kit = await startSleepers();
    const { client } = kit;
    const later = kit.engine.clock.now() + 1;

    expect(await client.cancel({ filter: { workflowUrl: `${kit.url}/a` } })).toEqual({
      cancelled: 1,
    });
    expect(await client.cancel({ filter: { label: ['red', 'blue'] } })).toEqual({ cancelled: 1 });
    expect(await client.cancel({ filter: { fromDate: later } })).toEqual({ cancelled: 0 });
    expect(await client.cancel({ all: true, count: 1 })).toEqual({ cancelled: 1 });
    expect(kit.canceled()).toEqual(['/a', '/a/b', '/c']);
    expect(kit.calls).toEqual({ '/a': 1, '/a/b': 1, '/c': 1 });
  },
);
