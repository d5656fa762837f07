import type { LoopStatement } from '../syntax/code.js';
import { meet } from './flow.js';
import { closuresIn, type Value } from './value.js';
import type { BreakTarget, Frame, Walk } from './walk.js';

/** Longer lists of functions are read as one round for all. */
const MAX_ELEMENTS = 10;

/** The elements of a list that is written out, and in which each brings code of its own: their rounds are not alike. */
export function unrolled(source: Value | undefined): readonly Value[] | undefined {
  if (source?.shape.kind !== 'list') return undefined;
  const { elements } = source.shape;
  if (elements.length === 0 || elements.length > MAX_ELEMENTS) return undefined;
  return elements.every((element) => closuresIn(element).length > 0) ? elements : undefined;
}

/** `for (const step of [load, save]) await step(context);`: one round after the other. */
export function executeUnrolled(
  walk: Walk,
  frame: Frame,
  { pattern, label, body }: LoopStatement,
  elements: readonly Value[],
): void {
  const target: BreakTarget = { isLoop: true, label, left: [], again: [] };
  walk.exits.push(target);
  for (const element of elements) {
    if (pattern) walk.interpreter.bind(walk, frame, pattern, element);
    walk.interpreter.execute(walk, frame, body);
    walk.flow = meet([walk.flow, ...target.again.splice(0)]);
    if (!walk.flow.isAlive) break;
  }
  walk.exits.pop();
  walk.flow = meet([walk.flow, ...target.left]);
}
