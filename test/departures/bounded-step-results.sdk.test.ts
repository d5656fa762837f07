import { describe, expect, test } from 'vitest';
import type { TestKit } from 'trifold/testing';
import { startGuide } from './support/guide.js';
import { generateOurs } from './support/ours.js';
import { quiet } from './support/quiet.js';

const ours = await generateOurs('bounded-step-results');
quiet();

const FEW = 100;
const MANY = 2_000;

/** Bytes of the last delivery of layer 1, which carries the results of all its steps. */
function largestDelivery(kit: TestKit): number {
  const [entryRun] = kit.engine.runs();
  if (entryRun === undefined) throw new Error('layer 1 was not triggered');
  return entryRun.entries.reduce((bytes, entry) => bytes + entry.raw.length, 0);
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
