import type { TestKit } from 'trifold/testing';
import { describe, expect, test } from 'vitest';
import { GUIDE_PATHS, isPaid, startGuide } from './support/guide.js';
import type { Ours } from './support/ours.js';
import { generateOurs } from './support/ours.js';
import { quiet } from './support/quiet.js';

const ours = await generateOurs('entry-layer');
quiet();

const STATISTICS = {
  success: true,
  totalEligible: 3,
  toProcess: 3,
  alreadyProcessed: 0,
  dryRun: true,
  message: '[DryRun] Would process 3 users',
};

describe('the statistics of a dry run', () => {
  test('guide: the answer of the trigger, which its test looks at, holds nothing but the id', async () => {
    await using guide = await startGuide(3);

    const answer = await guide.client.trigger({
      url: `${guide.url}${GUIDE_PATHS.process}`,
      body: { dryRun: true },
    });

    expect(Object.keys(answer)).toEqual(['workflowRunId']);
    expect((await guide.run(answer.workflowRunId)).result).toEqual(STATISTICS);
  });

  test('ours: the test waits for the run and looks at its result, which the logs have too', async () => {
    await using kit = await ours.start(3);
    const { workflowClient } = await ours.load('../client');

    const { workflowRunId } = await kit.Workflow.triggerProcessUsers({ dryRun: true });
    const run = await kit.run(workflowRunId);

    expect(run.result).toEqual(STATISTICS);
    const { runs } = await workflowClient().logs({ workflowRunId });
    expect(JSON.parse(runs[0].workflowRunResponse)).toEqual(STATISTICS);
  });
});

const FEW = 100;
const MANY = 2_000;

/** Bytes of the last delivery of layer 1, which carries the results of all its steps. */
function largestDelivery(kit: TestKit): number {
  const [entryRun] = kit.engine.runs();
  if (entryRun === undefined) throw new Error('layer 1 was not triggered');
  return entryRun.entries.reduce((bytes, entry) => bytes + entry.body.length, 0);
}

async function guideBytes(users: number): Promise<number> {
  await using guide = await startGuide(users);
  await guide.processAll({ dryRun: true });
  return largestDelivery(guide);
}

async function ourBytes(users: number): Promise<number> {
  await using kit = await ours.start(users);
  await kit.processAll({ dryRun: true });
  return largestDelivery(kit);
}

describe('what layer 1 sends along with every delivery', () => {
  test('guide: all ids, twice, so that 20 times the users are 20 times the bytes', async () => {
    const bytes = await guideBytes(MANY);

    // An id and its quotes and comma have 13 bytes, in JSON in base64 more.
    expect(bytes).toBeGreaterThan(2 * MANY * 13);
    expect(bytes / (await guideBytes(FEW))).toBeGreaterThan(15);
  });

  test('ours: two numbers, however many users there are', async () => {
    const bytes = await ourBytes(MANY);

    expect(bytes).toBeLessThan(1_000);
    expect(bytes - (await ourBytes(FEW))).toBeLessThan(20);
  });
});

const USERS = 30;

/** Lets the list of users honour `paidOnly`, as an implementer would; answers the flags that layer 3 gets to see. */
function honourPaidOnly(kit: Ours): unknown[] {
  const { operations, ids } = kit;
  operations.listUsers = async ({ after, take }, { flags }) => {
    const eligible = ids.filter((id) => !flags.paidOnly || isPaid(id));
    const start = after === undefined ? 0 : eligible.indexOf(after) + 1;
    return eligible.slice(start, start + take);
  };
  const seen: unknown[] = [];
  const { loadUser } = operations;
  operations.loadUser = (id, context) => {
    seen.push(context.flags);
    return loadUser(id, context);
  };
  return seen;
}

describe('paidOnly', () => {
  test('guide: layer 1 counts half of the users, and all of them are worked on', async () => {
    await using guide = await startGuide(USERS);

    const result = await guide.processAll({ paidOnly: true });

    expect(result).toMatchObject({ toProcess: USERS / 2 });
    expect(guide.store.work).toHaveLength(USERS);
  });

  test('ours: reaches all three layers', async () => {
    await using kit = await ours.start(USERS);
    const flagsOfLayer3 = honourPaidOnly(kit);

    const result = await kit.processAll({ paidOnly: true });

    expect(result).toMatchObject({ toProcess: USERS / 2 });
    expect([...kit.work].sort()).toEqual(kit.ids.filter(isPaid));
    expect(flagsOfLayer3).toEqual(Array(USERS / 2).fill({ paidOnly: true }));
  });
});

describe('force', () => {
  test('guide: announces work on all users and then does none', async () => {
    await using guide = await startGuide(3);
    await guide.processAll();
    guide.store.work.length = 0;

    const result = await guide.processAll({ force: true });

    expect(result).toMatchObject({ toProcess: 3, message: 'Triggered pagination for 3 users' });
    expect(guide.store.work).toEqual([]);
  });

  test('ours: works on all users again', async () => {
    await using kit = await ours.start(3);
    await kit.processAll();

    const result = await kit.processAll({ force: true });

    expect(result).toMatchObject({ toProcess: 3, message: 'Triggered pagination for 3 users' });
    expect([...kit.work].sort()).toEqual([...kit.ids, ...kit.ids].sort());
  });
});
