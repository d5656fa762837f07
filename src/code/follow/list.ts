import type { CallCode, Code } from '../syntax/code.js';
import { sideBySide } from './rounds.js';
import { among, madeFrom, stepsIn, unknown, value, type Value } from './value.js';
import type { Frame, Walk } from './walk.js';

type ListCode = Extract<Code, { kind: 'list' }>;

/** `[a, b, ...others]` */
export function evaluateList(walk: Walk, frame: Frame, { elements: codes }: ListCode): Value {
  const elements = codes.map((code) => walk.interpreter.evaluate(walk, frame, code));
  return listOf(walk, codes, elements);
}

function listOf(walk: Walk, codes: readonly Code[], elements: readonly Value[]): Value {
  const hasSpread = codes.some(({ kind }) => kind === 'spread');
  const made = madeFrom(elements);
  // Whoever takes one of them, nobody knows which, may take any of the steps.
  const steps = among(elements, stepsIn);
  const some = steps.length > 0 ? value({ kind: 'steps', indices: steps }, made) : unknown(made);
  const each = elements.length > 0 ? some : undefined;
  const owner = walk.isRun ? walk : undefined;
  return value({ kind: 'list', elements: hasSpread ? [] : elements, each, owner }, made);
}

/** `Promise.all([send(context), save(context)])`: what both start runs side by side. */
export function startsTogether({ shape }: Value, { args: [list] }: CallCode): boolean {
  if (shape.kind !== 'external' || shape.module !== 'global' || shape.path.length !== 2)
    return false;
  return shape.path[0] === 'Promise' && list?.kind === 'list' && list.elements.length > 1;
}

/** The list of what is started together. One alone may take its time before its first step. */
export function evaluateTogether(walk: Walk, frame: Frame, { elements: codes }: ListCode): Value {
  const { steps } = walk.seen;
  const first = steps.length;
  let withSteps = 0;
  const elements = codes.map((code) => {
    const before = steps.length;
    const element = sideBySide(walk, () => walk.interpreter.evaluate(walk, frame, code));
    if (steps.length > before || stepsIn(element).length > 0) withSteps++;
    return element;
  });
  if (withSteps < 2) {
    const waitsFor = walk.rounds.at(-1)?.waitsFor;
    for (const step of steps.slice(first)) step.waitsFor &&= waitsFor;
  }
  return listOf(walk, codes, elements);
}
