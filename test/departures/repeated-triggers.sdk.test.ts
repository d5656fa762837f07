import type { TestKit } from 'trifold/testing';
import { describe, expect, test } from 'vitest';
import { GUIDE_PATHS, startGuide } from './support/guide.js';
import { generateOurs } from './support/ours.js';
import { quiet } from './support/quiet.js';

const ours = await generateOurs('repeated-triggers');
quiet();

const MINUTE = 60_000;

interface Paths {
  readonly paginate: string;
  readonly execute: string;
}

/**
 * Lets the fan-out do its work while QStash refuses to hear of it: the step is retried 12 seconds later, or three times,
 * the last one after 33 minutes.
 */
function repeatFanOut(kit: TestKit, { paginate }: Paths, times: 1 | 3): void {
  let left = times;
  kit.faults.add({
    kind: 'fail-append',
    match({ path, stepsDone }) {
      // Steps done by then: the page and its filter, in the guide also the plans of the parallel steps.
      const isFanOut = path === paginate && stepsDone >= 2;
      return isFanOut && left-- > 0;
    },
  });
}

/** Holds up the first delivery of every run of layer 3. */
function delayUsers(kit: TestKit, { execute }: Paths): void {
  kit.faults.add({
    kind: 'delay',
    delayMs: MINUTE,
    match: ({ path, stepsDone, attempt }) => path === execute && stepsDone === 0 && attempt === 1,
  });
}

function userRuns(kit: TestKit, { execute }: Paths) {
  return kit.runs({ path: execute });
}

function skipped(kit: TestKit, paths: Paths) {
  return userRuns(kit, paths).filter(
    ({ result }) =>
      typeof result === 'object' && result !== null && 'skipped' in result && result.skipped,
  );
}

describe('a fan-out step that is retried while its users are in progress', () => {
  test('guide: starts them again, and the work is done twice', async () => {
    await using guide = await startGuide(1);
    repeatFanOut(guide, GUIDE_PATHS, 1);
    delayUsers(guide, GUIDE_PATHS);

    await guide.processAll();

    expect(guide.store.work).toEqual(['user-00001', 'user-00001']);
  });

  test('ours: starts nobody again, because the run ids are the same', async () => {
    await using kit = await ours.start(3);
    repeatFanOut(kit, kit.paths, 1);
    delayUsers(kit, kit.paths);

    await kit.processAll();

    expect(userRuns(kit, kit.paths)).toHaveLength(3);
    expect([...kit.work].sort()).toEqual(kit.ids);
    expect(await kit.saved()).toEqual(kit.ids);
  });
});

describe('a fan-out step whose last retry comes 33 minutes later, when its users have finished', () => {
  test('guide: does the work once per attempt', async () => {
    await using guide = await startGuide(1);
    repeatFanOut(guide, GUIDE_PATHS, 3);

    await guide.processAll();

    const [first, ...others] = userRuns(guide, GUIDE_PATHS).map(({ createdAt }) => createdAt);
    expect(others).toHaveLength(3);
    expect((others.at(-1) ?? 0) - (first ?? 0)).toBeGreaterThan(32 * MINUTE);
    expect(guide.store.work).toEqual(Array(4).fill('user-00001'));
  });

  test.each([{ force: false }, { force: true }])(
    'ours: ends the repeats as skipped, force $force',
    async ({ force }) => {
      await using kit = await ours.start(3);
      repeatFanOut(kit, kit.paths, 3);

      await kit.processAll({ force });

      // The ids were free again: four runs per user, of which one did the work.
      expect(userRuns(kit, kit.paths)).toHaveLength(12);
      expect(skipped(kit, kit.paths)).toHaveLength(9);
      expect([...kit.work].sort()).toEqual(kit.ids);
      expect(await kit.saved()).toEqual(kit.ids);
    },
  );
});
