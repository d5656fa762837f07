import { serve } from '@upstash/workflow/nextjs';
import type { TestRun } from 'trifold/testing';
import { describe, expect, test } from 'vitest';
import { sdk } from '../runtime/generated.js';
import { startKit } from '../testing/startKit.js';
import { generateOurs } from './support/ours.js';
import { quiet } from './support/quiet.js';

const ours = await generateOurs('limits', {
  flowControl: { execute: { parallelism: 10, itemsPerSecond: 5 } },
});
quiet();

/** Where the guide puts the limits. The options are spread in: in a literal, 1.x has a type error for them. */
const limits = { flowControl: { key: 'welcome-placeholder.process', parallelism: 1, rate: 1 } };

/** Seconds after the first trigger at which deliveries started; the first of each run, and all others. */
function startsOf(runs: readonly TestRun[]) {
  const begin = Math.min(...runs.map(({ createdAt }) => createdAt));
  const starts = runs.map((run) => run.deliveries.map(({ at }) => (at - begin) / 1_000));
  return {
    first: starts.map(([first]) => first),
    later: starts.flatMap(([, ...later]) => later).sort((a, b) => a - b),
    all: starts.flat().sort((a, b) => a - b),
  };
}

describe('a rate of one delivery per second, three runs at once', () => {
  test('guide: limits in serve() only do not hold for the first delivery, on 1.x for none', async () => {
    await using kit = await startKit({
      '/process-users': () =>
        serve((context) => context.run('count', () => 1), {
          failureFunction: async () => {},
          ...limits,
        }),
    });

    for (let n = 0; n < 3; n += 1) {
      await kit.client.trigger({ url: `${kit.url}/process-users` });
    }
    await kit.settle();

    const { first, later } = startsOf(kit.runs());
    expect(first).toEqual([0, 0, 0]);
    expect(later).toEqual(sdk === 1 ? [0, 0, 0] : [0, 1, 2]);
  });

  test.runIf(sdk === 0).each([
    ['the first deliveries', {}, [0, 0, 1, 1, 2, 2]],
    ['all deliveries with keepTriggerConfig', { keepTriggerConfig: true }, [0, 1, 2, 3, 4, 5]],
  ])('on 0.2, limits on the trigger only hold for %s', async (_, kept, starts) => {
    await using kit = await startKit({
      '/process-users': () => serve((context) => context.run('count', () => 1)),
    });

    for (let n = 0; n < 3; n += 1) {
      await kit.client.trigger({ ...limits, ...kept, url: `${kit.url}/process-users` });
    }
    await kit.settle();

    expect(startsOf(kit.runs()).all).toEqual(starts);
  });

  test('ours: every delivery of every run waits for its turn', async () => {
    await using kit = await ours.start(3);

    for (let n = 0; n < 3; n += 1) await kit.Workflow.triggerProcessUsers({ dryRun: true });
    await kit.settle();

    expect(startsOf(kit.runs()).all).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

const USERS = 20;

/** Seconds of engine time from the first trigger to the start of the last second in which work was done. */
function secondsOf(runs: readonly TestRun[]): number {
  const begin = Math.min(...runs.map(({ createdAt }) => createdAt));
  return (Math.max(...runs.map(({ endedAt }) => endedAt ?? Infinity)) - begin) / 1_000;
}

// 20 users at 5 per second: seconds 0, 1, 2 and 3.
describe('5 per second for layer 3, which has three steps', () => {
  test('guide: 5 deliveries per second are a quarter of that, 16 seconds for 20 users', async () => {
    const flowControl = {
      key: 'welcome-placeholder.execute',
      parallelism: 10,
      ratePerSecond: 5,
    };
    await using kit = await startKit({
      '/generate-user': () =>
        serve(async (context) => {
          await context.run('get-user', () => 1);
          await context.run('generate-user', () => 2);
          await context.run('save-result', () => 3);
        }),
    });

    for (let n = 0; n < USERS; n += 1) await kit.trigger('/generate-user', { flowControl });
    await kit.settle();

    expect(kit.runs({ state: 'RUN_SUCCESS' })).toHaveLength(USERS);
    expect(secondsOf(kit.runs())).toBe(15);
  });

  test('ours: 5 users per second, 4 seconds for 20', async () => {
    await using kit = await ours.start(USERS);

    await kit.Workflow.triggerGenerateUsers(kit.ids.map((userId) => ({ userId })));
    await kit.settle();

    expect(await kit.saved()).toEqual(kit.ids);
    expect(secondsOf(kit.runs())).toBe(3);
  });
});
