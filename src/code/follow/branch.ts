import type { Code } from '../syntax/code.js';
import { dryRunBy } from './dryRun.js';
import { isClient } from './client.js';
import { noteTest } from './looks.js';
import { noteDecided } from './outside.js';
import { meetWays, type Way } from './skips.js';
import { keeping } from './undecided.js';
import { madeFrom, unknown, withoutCasts, type Value } from './value.js';
import { openLoops, testing, type Frame, type Walk } from './walk.js';

export interface Tested {
  readonly value: Value;
  /** What it is in every run, where that is known. */
  readonly always: boolean | undefined;
  /** What it says about the dry run. */
  readonly dryRun: ReturnType<typeof dryRunBy>;
}

/** Evaluates what a branch depends on. */
export function evaluateTest(walk: Walk, frame: Frame, code: Code): Tested {
  const value = testing(walk, () => walk.interpreter.evaluate(walk, frame, code));
  noteTest(walk, value);
  walk.tests.set(value.identity, value.payload);
  walk.entries.delete(value.identity);
  return {
    value,
    always: alwaysOf(walk, frame, code, value),
    dryRun: dryRunBy(code),
  };
}

/** What lets a loop begin. It refuses nothing: without a round, the code behind the loop is reached all the same. */
export function evaluateEntry(walk: Walk, frame: Frame, code: Code): Value {
  const { value } = evaluateTest(walk, frame, code);
  walk.entries.add(value.identity);
  return value;
}

/** `if (context)` in a helper that is called with and without one. */
function alwaysOf(walk: Walk, frame: Frame, code: Code, tested: Value): boolean | undefined {
  if (isWholeContext(tested)) return true;
  // `if (false)`; what a variable is may have been changed where nobody saw it.
  if (code.kind === 'constant') return Boolean(code.value);
  if (code.kind !== 'operation' || code.operator !== '!') return undefined;
  const [operand] = code.operands;
  if (operand?.kind !== 'reference') return undefined;
  const negated = testing(walk, () => walk.interpreter.evaluate(walk, frame, operand));
  return isWholeContext(negated) ? false : undefined;
}

function isWholeContext({ shape }: Value): boolean {
  return shape.kind === 'context' && shape.path.length === 0;
}

/** Visits the ways a run may take from here, each from the same start; afterwards it is where they meet. */
export function branch<T>(
  walk: Walk,
  tested: Tested,
  ways: readonly { holds: boolean | undefined; visit: () => T }[],
): T[] {
  const start = walk.flow;
  const stepsBefore = walk.seen.steps.length;
  const ends: Way[] = [];
  walk.governing.push(tested.value.payload);
  const { always } = tested;
  const open = ways.filter(({ holds }) => always === undefined || holds !== !always);
  const results = open.map(({ holds, visit }) => {
    walk.flow = asked(start, tested, holds);
    if (holds !== undefined) walk.conditions.push({ identity: tested.value.identity, holds });
    const result = visit();
    if (holds !== undefined) walk.conditions.pop();
    ends.push({ holds, end: walk.flow });
    return result;
  });
  walk.governing.pop();
  // The ways differ in their steps, or one of them leaves. What a step decides for itself is decided once.
  const isOutside = walk.insideStep === undefined || walk.isArgument;
  if (isOutside && (walk.seen.steps.length > stepsBefore || ends.some(({ end }) => !end.isAlive)))
    noteDecided(tested.value, 'branch');
  walk.flow = meetWays(ends, tested.value);
  return results;
}

function asked(flow: Walk['flow'], { dryRun }: Tested, holds: boolean | undefined): Walk['flow'] {
  if (holds === undefined) return flow;
  const known = holds ? dryRun.whenTrue : dryRun.whenFalse;
  return known === undefined ? flow : { ...flow, dryRun: known };
}

/** After code that ran on some paths only, or repeatedly: nothing is known about what it assigns. */
export function forget(
  walk: Walk,
  frame: Frame,
  bindings: readonly number[],
  loops: readonly number[] = [],
): void {
  for (const binding of bindings) {
    const known = frame.environment.get(binding);
    // A client that was made on the way stays one: `client ??= new Client()`.
    if (!known || isClient(known)) continue;
    // `context.isLogged = true` counts as a change of the context, which is the same one after it.
    if (known.shape.kind === 'context') continue;
    const varies = new Set([...known.varies, ...openLoops(walk), ...loops]);
    const forgotten = unknown({ ...withoutCasts(madeFrom([known])), label: known.label, varies });
    frame.environment.assign(binding, keeping(walk, known, forgotten));
  }
}
