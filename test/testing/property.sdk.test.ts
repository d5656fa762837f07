import fc from 'fast-check';
import type { WorkflowContext } from '@upstash/workflow';
import { serve } from '@upstash/workflow/nextjs';
import { expect, test } from 'vitest';
import type { FaultKind } from 'trifold/testing';
import { startThirdParty } from './scenarios/support/thirdParty.js';
import { startKit } from './startKit.js';

/** A workflow as data: steps in order, groups in parallel, loops around them. */
type Node =
  | { readonly kind: 'step'; readonly value: number }
  | { readonly kind: 'sleep'; readonly seconds: number }
  | { readonly kind: 'call'; readonly value: number }
  | { readonly kind: 'parallel'; readonly leaves: readonly Leaf[] }
  | { readonly kind: 'loop'; readonly times: number; readonly body: readonly Node[] };
type Leaf = Extract<Node, { kind: 'step' | 'sleep' | 'call' }>;

/** The parts of a context that the workflows use; names tell steps apart. */
interface Steps {
  run(name: string, body: () => number): Promise<number>;
  sleep(name: string, seconds: number): Promise<void>;
  call(name: string, value: number): Promise<number>;
}

const value = fc.integer({ min: 1, max: 99 });
const leaf: fc.Arbitrary<Leaf> = fc.oneof(
  fc.record({ kind: fc.constant('step' as const), value }),
  fc.record({ kind: fc.constant('sleep' as const), seconds: fc.integer({ min: 1, max: 900 }) }),
  fc.record({ kind: fc.constant('call' as const), value }),
);
const { node } = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 2 },
    leaf,
    fc.record({
      kind: fc.constant('parallel' as const),
      leaves: fc.array(leaf, { minLength: 2, maxLength: 4 }),
    }),
    fc.record({
      kind: fc.constant('loop' as const),
      times: fc.integer({ min: 1, max: 2 }),
      body: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));
const workflow = fc.array(node, { minLength: 1, maxLength: 4 });

const KINDS: readonly FaultKind[] = [
  'fail',
  'drop-before',
  'drop-after',
  'fail-append',
  'delay',
  'duplicate',
  'reorder',
];
const faults = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    probability: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
    seed: fc.nat(),
  }),
  { maxLength: 3 },
);

/** Sum of all values, in the order of the workflow; a step knows what came before it. */
async function runNodes(steps: Steps, nodes: readonly Node[], at = '', from = 0): Promise<number> {
  let sum = from;
  for (const [index, one] of nodes.entries()) {
    const name = `${at}/${index}`;
    if (one.kind === 'parallel') {
      const before = sum;
      const results = await Promise.all(
        one.leaves.map((each, n) => runLeaf(steps, each, `${name}:${n}`, before)),
      );
      sum = results.reduce((total, result) => (total * 31 + result) % 1_000_003, sum);
    } else if (one.kind === 'loop') {
      for (let n = 0; n < one.times; n += 1)
        sum = await runNodes(steps, one.body, `${name}#${n}`, sum);
    } else {
      sum = (sum * 31 + (await runLeaf(steps, one, name, sum))) % 1_000_003;
    }
  }
  return sum;
}

async function runLeaf(steps: Steps, one: Leaf, name: string, before: number): Promise<number> {
  if (one.kind === 'step') return steps.run(name, () => one.value + before);
  if (one.kind === 'call') return steps.call(name, one.value);
  await steps.sleep(name, one.seconds);
  return 0;
}

const PLAIN: Steps = {
  run: async (_name, body) => body(),
  sleep: async () => undefined,
  call: async (_name, wanted) => wanted,
};

test('ends every workflow under every fault as if it ran in one go', async () => {
  await using shop = await startThirdParty(({ path }) => ({
    headers: { 'content-type': 'application/json' },
    body: path.slice(1),
  }));
  let current: readonly Node[] = [];
  const stepsOf = (context: WorkflowContext): Steps => ({
    run: (name, body) => context.run(name, body),
    sleep: (name, seconds) => context.sleep(name, seconds),
    call: async (name, wanted) =>
      (await context.call<number>(name, { url: `${shop.url}/${wanted}`, retries: 3 })).body,
  });
  await using kit = await startKit({
    '/any': () => serve(async (context) => runNodes(stepsOf(context), current)),
  });

  await fc.assert(
    fc.asyncProperty(workflow, faults, async (nodes, rules) => {
      kit.reset();
      current = nodes;
      // Two attempts of a delivery may go wrong, so that three retries are enough.
      for (const rule of rules) kit.faults.add({ ...rule, match: ({ attempt }) => attempt <= 2 });

      const run = await kit.run(await kit.trigger('/any', { workflowRunId: 'same' }));

      expect(run.failure).toBeUndefined();
      expect(run.result).toBe(await runNodes(PLAIN, nodes));
      expect(kit.runs()).toHaveLength(1);
      expect(await kit.engine.advanceToNext()).toBe(false);
    }),
    { numRuns: 60, seed: 20_260, endOnFailure: true },
  );
});
