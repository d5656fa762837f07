import fc from 'fast-check';

/** A workflow as data: what `interpret` does one node after the other. It travels as the payload of its own run. */
export type Program = readonly Node[];

export type Node = Step | Parallel | Loop;

export type Step =
  /** Returns the value, and with it what the run has seen so far. */
  | { readonly kind: 'run'; readonly value: unknown }
  /** Returns nothing. */
  | { readonly kind: 'note' }
  | { readonly kind: 'sleep'; readonly seconds: number }
  /** Has a third party send the value back. */
  | { readonly kind: 'call'; readonly value: unknown };

/** Steps that run at the same time. */
export interface Parallel {
  readonly kind: 'parallel';
  readonly steps: readonly Step[];
}

/** A body that is repeated as often as a step of its own says. */
export interface Loop {
  readonly kind: 'loop';
  readonly times: number;
  readonly body: Program;
}

/** Steps of a program at most; loops in loops multiply. */
const MOST_STEPS = 40;

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('run'), value: jsonValue() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('note') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('sleep'),
      seconds: fc.integer({ min: 1, max: 5_000 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('call'), value: jsonValue() }) },
);

const parallel: fc.Arbitrary<Parallel> = fc.record({
  kind: fc.constant('parallel'),
  steps: fc.array(step, { minLength: 1, maxLength: 5 }),
});

const { program: anyProgram } = fc.letrec<{ node: Node; loop: Loop; program: Program }>((tie) => ({
  program: fc.array(tie('node'), { minLength: 1, maxLength: 5 }),
  node: fc.oneof(
    { maxDepth: 2 },
    { weight: 3, arbitrary: step },
    { weight: 2, arbitrary: parallel },
    { weight: 2, arbitrary: tie('loop') },
  ),
  loop: fc.record({
    kind: fc.constant('loop'),
    times: fc.integer({ min: 0, max: 3 }),
    body: tie('program'),
  }),
}));

export const program = anyProgram.filter((nodes) => countSteps(nodes) <= MOST_STEPS);

/** Calls of the endpoint that the steps of a program ask for when nothing goes wrong. */
export function countCalls(nodes: Program): number {
  return sum(nodes, callsFor);
}

/** How long a run sleeps when nothing goes wrong, in milliseconds. */
export function sleptMs(nodes: Program): number {
  return 1_000 * sum(nodes, secondsOf);
}

function countSteps(nodes: Program): number {
  return sum(nodes, (node) => {
    if (node.kind === 'loop') return 1 + node.times * countSteps(node.body);
    return node.kind === 'parallel' ? node.steps.length : 1;
  });
}

/**
 * One for the result of a step, and one before it for the callback that brings the answer of a call. A group of steps
 * is planned: one more for each. A group of one is a step like any other.
 */
function callsFor(node: Node): number {
  if (node.kind === 'loop') return 1 + node.times * sum(node.body, callsFor);
  if (node.kind !== 'parallel') return node.kind === 'call' ? 2 : 1;
  const plans = node.steps.length === 1 ? 0 : node.steps.length;
  return plans + sum(node.steps, callsFor);
}

function secondsOf(node: Node): number {
  if (node.kind === 'loop') return node.times * sum(node.body, secondsOf);
  if (node.kind === 'parallel') return Math.max(...node.steps.map(secondsOf));
  return node.kind === 'sleep' ? node.seconds : 0;
}

function sum(nodes: Program, count: (node: Node) => number): number {
  return nodes.reduce((total, node) => total + count(node), 0);
}

/** Values that come back from JSON as they went in, with text from all of Unicode. */
function jsonValue(): fc.Arbitrary<unknown> {
  return fc
    .jsonValue({ maxDepth: 2, stringUnit: 'binary' })
    .map((value): unknown => JSON.parse(JSON.stringify(value)));
}
