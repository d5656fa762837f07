import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import { startKit } from '../../startKit.js';
import type { StartedKit } from '../../startKit.js';

const HOUR = 3_600_000;

/** Kits over the same module: the first one that starts is in the environment when it loads, the last one when it runs. */
async function startShared(): Promise<StartedKit> {
  const { child, parent } = await import('./workflow.js');
  return startKit({ '/parent': () => parent, '/child': () => child });
}

/** A pair of kits, each disposed at the end of the test. */
async function startTwo() {
  const first = await startKit({});
  const workflow = await first.within(() => import('./workflow.js'));
  await first.dispose();
  const [one, two] = [await startShared(), await startShared()];
  return {
    one,
    two,
    ...workflow,
    async [Symbol.asyncDispose]() {
      await one.dispose();
      await two.dispose();
    },
  };
}

const states = (kit: StartedKit) => kit.runs().map(({ path, result }) => [path, result]);

test('runs the same modules under the same run ids in two kits at the same time', async () => {
  await using kits = await startTwo();
  const { one, two, triggerParent } = kits;

  await Promise.all([
    one.within(() => triggerParent('one')),
    two.within(() => triggerParent('two')),
  ]);
  await Promise.all([one.settle(), two.settle()]);

  expect(states(one)).toEqual([
    ['/parent', 'one'],
    ['/child', 'child of one'],
  ]);
  expect(states(two)).toEqual([
    ['/parent', 'two'],
    ['/child', 'child of two'],
  ]);
  for (const kit of [one, two]) expect(kit.calls).toEqual({ '/parent': 4, '/child': 2 });
});

test('moves the clock of one kit only', async () => {
  await using kits = await startTwo();
  const { one, two, triggerParent } = kits;
  await one.within(() => triggerParent('one'));
  await two.within(() => triggerParent('two'));
  await Promise.all([one.engine.idle(), two.engine.idle()]);

  await one.engine.advance(2 * HOUR);

  expect(states(one)).toContainEqual(['/child', 'child of one']);
  expect(states(two)).toEqual([['/parent', undefined]]);
});

test('puts faults in the way of one kit only', async () => {
  await using kits = await startTwo();
  const { one, two, triggerParent } = kits;
  one.faults.add({ kind: 'fail', status: 500 });
  await one.within(() => triggerParent('one'));
  await two.within(() => triggerParent('two'));

  await Promise.all([one.settle(), two.settle()]);

  expect(one.runs().map(({ state }) => state)).toEqual(['RUN_FAILED']);
  expect(one.calls['/parent']).toBe(0);
  expect(two.failures()).toEqual([]);
  expect(states(two)).toContainEqual(['/child', 'child of two']);
});

test('goes on in one kit when the other is disposed, whichever came first', async () => {
  for (const last of ['one', 'two'] satisfies ('one' | 'two')[]) {
    await using kits = await startTwo();
    const { triggerParent } = kits;
    const [kept, gone] = last === 'one' ? [kits.one, kits.two] : [kits.two, kits.one];
    await kept.within(() => triggerParent('kept'));
    await gone.within(() => triggerParent('gone'));
    await kept.engine.idle();

    await gone.dispose();
    // The only kit that is left needs nothing said, whichever address the module remembers.
    await kept.settle();
    expect(states(kept)).toContainEqual(['/child', 'child of kept']);
    await triggerParent('again');
    await kept.settle();

    expect(process.env['QSTASH_URL']).toBe(kept.engine.url);
    expect(states(kept)).toContainEqual(['/parent', 'again']);
    expect(states(kept)).not.toContainEqual(['/parent', 'gone']);
  }
});

test('serves different routes at the same path', async () => {
  const route = (name: string) => () => serve(async (context) => context.run('name', () => name));
  await using one = await startKit({ '/same': route('one') });
  await using two = await startKit({ '/same': route('two') });

  const ids = await Promise.all([
    one.trigger('/same', { workflowRunId: 'same' }),
    two.trigger('/same', { workflowRunId: 'same' }),
  ]);

  expect(ids).toEqual(['wfr_same', 'wfr_same']);
  expect((await one.run('same')).result).toBe('one');
  expect((await two.run('same')).result).toBe('two');
});

test('does not let a handler of a disposed kit reach the other one', async () => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  let ended = () => {};
  const isOver = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const gone = await startKit({
    '/late': () => {
      const { POST } = serve(async (context) => context.run('wait', () => gate));
      return { POST: (request: Request) => POST(request).finally(ended) };
    },
  });
  await using kept = await startKit({ '/late': () => serve(async () => {}) });
  await gone.trigger('/late', { workflowRunId: 'same' });

  await gone.dispose();
  release();
  await isOver;

  expect(kept.engine.timeline.events).toEqual([]);
});
