import { describe, expect, test } from 'vitest';
import { isPaid, startGuide } from './support/guide.js';
import type { Ours } from './support/ours.js';
import { generateOurs } from './support/ours.js';
import { quiet } from './support/quiet.js';

const ours = await generateOurs('flags');
quiet();

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
