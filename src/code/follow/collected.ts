import type { CallCode, Code, Pattern } from '../syntax/code.js';
import { noteDropped } from './promises.js';
import type { Called } from './throwers.js';
import { handOn } from './undecided.js';
import { among, stepsIn, unknown, value, type Value } from './value.js';
import { openLoops, type Frame, type Walk } from './walk.js';

/** A variable is declared. What is in one that no code ever looks at, nobody waits for. */
export function noteDeclared(
  walk: Walk,
  frame: Frame,
  pattern: Pattern,
  { code, bound }: { code: Code; bound: Value },
): void {
  if (!walk.isRun || pattern.kind !== 'name' || frame.module.looked[pattern.binding]) return;
  if (code.kind === 'list') walk.ignored.add(bound.identity);
  noteDropped(walk, withoutAwait(frame), code, bound);
}

/** Whoever keeps a promise may mean to wait for it further down. */
function withoutAwait(frame: Frame): Frame {
  return { ...frame, isAsync: false };
}

/** `jobs.push(job)`: answers whether it is such a call, of which the answer is no promise. */
export function collects(
  walk: Walk,
  frame: Frame,
  call: CallCode,
  { receiver, args }: Called,
): boolean {
  const { callee } = call;
  if (callee.kind !== 'member' || (callee.name !== 'push' && callee.name !== 'unshift'))
    return false;
  if (!receiver || !mayBeList(receiver, walk.waits.get(call) === 'awaited')) return false;
  collect(walk, frame, receiver, { codes: call.args, values: args });
  return true;
}

/** Lists do not let anybody wait, as the queue of a service does. */
function mayBeList({ shape }: Value, isAwaited: boolean): boolean {
  return shape.kind === 'list' || (shape.kind === 'unknown' && !isAwaited);
}

/** Puts promises into a list, which whoever waits for the list waits for. */
export function collect(
  walk: Walk,
  frame: Frame,
  list: Value,
  { codes, values }: { codes: readonly Code[]; values: readonly Value[] },
): void {
  const steps = among(values, stepsIn);
  if (steps.length === 0) return;
  const { shape } = list;
  // What belongs to a file is not made anew for each run.
  if (shape.kind === 'list' && shape.owner === walk) {
    const indices = [...(shape.each ? stepsIn(shape.each) : []), ...steps];
    const settled = unknown({ label: 'result', varies: new Set(openLoops(walk)) });
    shape.each = value({ kind: 'steps', indices }, { settled });
  }
  if (!walk.ignored.has(list.identity)) {
    handOn(walk, steps);
    return;
  }
  const inside = withoutAwait(frame);
  codes.forEach((code, index) => {
    const held = values[index];
    if (held) noteDropped(walk, inside, code, held);
  });
}
