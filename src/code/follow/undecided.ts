import { madeFrom, stepsIn, value, type Value } from './value.js';
import type { Walk } from './walk.js';

/**
 * What a variable holds that is given another value: on the way there it may have kept the promise of a step, which
 * whoever waits for the variable waits for.
 */
export function keeping(walk: Walk, before: Value | undefined, next: Value): Value {
  const kept = undecidedIn(walk, before);
  if (!before || kept.length === 0) return next;
  const indices = [...new Set([...kept, ...stepsIn(next)])];
  return value({ kind: 'steps', indices }, { label: next.label, ...madeFrom([before, next]) });
}

/** The steps in a value for which nothing has waited yet, and which nothing else has in its hands. */
function undecidedIn({ seen: { steps } }: Walk, held: Value | undefined): readonly number[] {
  // Most variables are assigned where no step has come yet.
  if (!held || steps.length === 0) return none;
  const indices = stepsIn(held);
  return indices.length === 0
    ? none
    : indices.filter((index) => steps[index]?.promise === 'dropped');
}

const none: readonly number[] = [];

/** These promises are where nobody can follow them. */
export function handOn({ seen: { steps } }: Walk, indices: readonly number[]): void {
  for (const index of indices) {
    const step = steps[index];
    if (step?.promise === 'dropped') step.promise = 'handed-on';
  }
}
