import { serve } from '@upstash/workflow/nextjs';
import type { TestRun } from 'trifold/testing';
import { describe, expect, test } from 'vitest';
import { startKit } from '../testing/startKit.js';
import { generateOurs } from './support/ours.js';
import { quiet } from './support/quiet.js';

const ours = await generateOurs('items-per-second', {
  flowControl: { execute: { parallelism: 10, itemsPerSecond: 5 } },
});
quiet();

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
