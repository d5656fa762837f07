import type { StepFact } from './workflowFacts.js';

/**
 * Loops and unknown values are numbered as they are met, across all files. Numbers by order of first mention are the
 * same whichever files were read before.
 */
export function renumbered(steps: readonly StepFact[]): StepFact[] {
  const loop = numbering<number>();
  const value = numbering<string>();
  const identity = (text: string) =>
    text.replace(/\?(\d+)/g, (_, number: string) => `?${value(number)}`);
  return steps.map((step) => ({
    ...step,
    loops: step.loops.map((each) => ({ ...each, id: loop(each.id) })),
    name: {
      ...step.name,
      identity: identity(step.name.identity),
      varies: step.name.varies.map(loop),
    },
    when: step.when.map((condition) => ({ ...condition, subject: identity(condition.subject) })),
  }));
}

function numbering<T>(): (id: T) => number {
  const numbers = new Map<T, number>();
  return (id) => {
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return number;
  };
}
