import type { ExitFact } from '../facts/workflowFacts.js';
import type { ChoiceCode, Code, Place, Statement } from '../syntax/code.js';
import { branch, evaluateTest } from './branch.js';
import { waitedFor } from './cancel.js';
import { noteThrown } from './caught.js';
import { ended, mayHaveRun } from './flow.js';
import { noteAnswer } from './noteAnswer.js';
import { noteRepeated, noteWaiting } from './outside.js';
import { noteDropped } from './promises.js';
import { skippedBy } from './skips.js';
import { handOn } from './undecided.js';
import { constant, isRunning, stepsIn, union, type Value } from './value.js';
import { callFacts, locate, type Frame, type Walk } from './walk.js';

export function executeReturn(
  walk: Walk,
  frame: Frame,
  { value: code, at }: Extract<Statement, { kind: 'return' }>,
  exitsBefore = walk.seen.exits.length,
): void {
  if (frame.isHandler && code?.kind === 'choice') {
    returnEither(walk, frame, code, at);
    return;
  }
  const returned = code && asReturned(code, frame);
  if (returned) noteWaiting(walk, returned, 'returned');
  const value = returned ? walk.interpreter.evaluate(walk, frame, returned) : constant(undefined);
  if (code?.kind !== 'await') passTries(walk, frame, value);
  leaveWith(walk, frame, value, { at, exitsBefore, code: returned });
}

/** A promise that is returned without waiting takes its errors past the try statements of its function. */
function passTries(walk: Walk, frame: Frame, value: Value): void {
  for (const visit of walk.tries.slice(frame.outerTries))
    for (const index of stepsIn(value)) visit.passing.add(index);
}

function leaveWith(
  walk: Walk,
  frame: Frame,
  value: Value,
  { at, exitsBefore, code }: { at: Place; exitsBefore: number; code?: Code | undefined },
): void {
  if (isRunning(value)) {
    noteRepeated(walk.flow);
    walk.flow = mayHaveRun(walk.flow);
  }
  if (frame.isHandler) walk.flow = waitedFor(walk.flow, value);
  if (!endsInside(walk, frame, value)) handOn(walk, stepsIn(value));
  else if (code) noteDropped(walk, { ...frame, isAsync: false }, code, value);
  if (!walk.flow.isAlive) return;
  const isToldAlready = walk.seen.exits.slice(exitsBefore).some(({ isHandler }) => isHandler);
  if (frame.isHandler && !isToldAlready) {
    noteExit(walk, frame, { kind: 'return', at: locate(frame, at) });
    if (!frame.isDropped) noteAnswer(walk, value, locate(frame, at));
  }
  frame.returned.push({ flow: walk.flow, value });
  walk.flow = ended(walk.flow);
}

/** The promise that a workflow function answers is waited for, but not what is in a list or an object that it answers. */
function endsInside({ calls }: Walk, frame: Frame, { shape, pending }: Value): boolean {
  if (!frame.isHandler || pending || (shape.kind !== 'list' && shape.kind !== 'object'))
    return false;
  // A function that is not async may leave it to the one that calls it.
  return frame.isAsync || calls.length === 1;
}

/** `return ids.length > 0 ? context.run(…) : {}`; without one side, it is what was tested that is returned. */
function returnEither(
  walk: Walk,
  frame: Frame,
  { operator, test, first, second }: ChoiceCode,
  at: Place,
): void {
  const tested = evaluateTest(walk, frame, test);
  const visit = (value: Code | undefined) => () => {
    if (value) executeReturn(walk, frame, { kind: 'return', value, at });
    else leaveWith(walk, frame, tested.value, { at, exitsBefore: walk.seen.exits.length });
  };
  const holds = operator === '??' ? undefined : true;
  branch(walk, tested, [
    { holds, visit: visit(first) },
    { holds: holds && false, visit: visit(second) },
  ]);
}

export function executeThrow(
  walk: Walk,
  frame: Frame,
  { value: code, at }: Extract<Statement, { kind: 'throw' }>,
): void {
  if (code.kind === 'choice' && code.first && code.second) {
    throwEither(walk, frame, { ...code, first: code.first, second: code.second }, at);
    return;
  }
  const error = walk.interpreter.evaluate(walk, frame, code);
  if (walk.flow.isAlive) raise(walk, frame, error, locate(frame, at));
  walk.flow = ended(walk.flow);
}

/** `throw error instanceof Error ? error : new Error(…)` */
function throwEither(
  walk: Walk,
  frame: Frame,
  { test, first, second }: { test: Code; first: Code; second: Code },
  at: Place,
): void {
  const visit = (value: Code) => () => executeThrow(walk, frame, { kind: 'throw', value, at });
  branch(walk, evaluateTest(walk, frame, test), [
    { holds: true, visit: visit(first) },
    { holds: false, visit: visit(second) },
  ]);
}

/** An error leaves the code here: to the nearest catch clause, or out of the workflow. */
export function raise(walk: Walk, frame: Frame, error: Value, at: ExitFact['at']): void {
  const isCaught = throwOn(walk, error);
  if (isCaught || walk.insideStep !== undefined) return;
  const { shape } = error;
  const known = shape.kind === 'error' ? shape : undefined;
  noteExit(walk, frame, { kind: 'throw', at, error: known?.fate ?? 'unknown', what: known?.what });
}

/** Hands an error to the nearest catch clause; false where there is none. */
export function throwOn(walk: Walk, error: Value): boolean {
  noteThrown(walk, error);
  const catches = walk.tries.findLast((visit) => visit.catches !== undefined)?.catches;
  catches?.push({ flow: walk.flow, error });
  return catches !== undefined;
}

function noteExit(
  walk: Walk,
  frame: Frame,
  exit: Pick<ExitFact, 'kind' | 'at'> & Partial<Pick<ExitFact, 'error' | 'what'>>,
): void {
  walk.seen.exits.push({
    via: callFacts(walk).slice(1),
    stepsBefore: walk.flow.ran,
    skippedBy: skippedBy(walk),
    isCancelled: walk.flow.isCancelled,
    error: undefined,
    what: undefined,
    isHandler: frame.isHandler,
    decidedBy: [...union([...walk.governing, frame.given])],
    ...exit,
  });
}

/** The call in `return call(…)` of a handler leaves the workflow with what it returns. */
function asReturned(code: Code, frame: Frame): Code {
  if (!frame.isHandler) return code;
  if (code.kind === 'await') return { ...code, value: asReturned(code.value, frame) };
  return code.kind === 'call' ? { ...code, isLast: 'returned' } : code;
}
