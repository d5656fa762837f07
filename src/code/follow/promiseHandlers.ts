import type { CaughtAbortFact } from '../facts/abortFacts.js';
import type { CallCode, FunctionCode } from '../syntax/code.js';
import { followHandler, noteCaughtAbort, type Handling } from './caught.js';
import { nameOfCallee } from './nameOfCallee.js';
import { settles } from './settlers.js';
import type { Called } from './throwers.js';
import { closuresIn, stepsIn, unknown, type Value } from './value.js';
import { locate, type Frame, type Walk } from './walk.js';

/** Promise methods that take what steps throw: answers the functions that have been followed. */
export function followPromiseHandlers(
  walk: Walk,
  frame: Frame,
  call: CallCode,
  { callee, receiver, args }: Called,
): ReadonlySet<FunctionCode> {
  const { callee: code } = call;
  const at = locate(frame, call.at);
  const followed = new Set<FunctionCode>();
  if (walk.insideStep !== undefined) return followed;
  const [, mapper] = args;
  if (settles(callee) && mapper?.shape.kind === 'function') {
    const outcome = followHandlerFunction(walk, mapper, at, followed);
    noteTaken(walk, {
      form: 'package',
      outcome,
      at,
      what: nameOfCallee(call),
      steps: args.flatMap(stepsIn),
    });
    return followed;
  }
  if (code.kind !== 'member') return followed;
  const isPromise = callee.shape.kind === 'external' && callee.shape.path[0] === 'Promise';
  if (isPromise && (code.name === 'allSettled' || code.name === 'any')) {
    noteCaughtAbort(walk, { form: code.name, outcome: 'lost', at, steps: args.flatMap(stepsIn) });
  }
  const steps = receiver ? stepsIn(receiver) : [];
  const handler = code.name === 'catch' ? args[0] : code.name === 'then' ? args[1] : undefined;
  if (steps.length === 0 || !handler) return followed;
  const outcome = followHandlerFunction(walk, handler, at, followed);
  noteTaken(walk, { form: 'catch', outcome, at, steps: [...steps] });
  return followed;
}

function noteTaken(
  walk: Walk,
  { outcome, ...taken }: Omit<CaughtAbortFact, 'outcome'> & { outcome: Handling },
): void {
  if (outcome !== 'passed' && outcome !== 'named') noteCaughtAbort(walk, { ...taken, outcome });
}

/**
 * `to(context.run(…))`, `pRetry(() => context.run(…))`: a package's function takes what its steps throw, those of its
 * arguments and those that were met `within` it.
 */
export function noteSettled(
  walk: Walk,
  frame: Frame,
  call: CallCode,
  { args, within }: { args: readonly Value[]; within: readonly number[] },
): void {
  // Of options with functions nobody knows what they do with an abort; a function of its own has been followed.
  const mayPass = args.slice(1).some((each) => closuresIn(each).length > 0);
  if (walk.insideStep !== undefined || mayPass) return;
  noteCaughtAbort(walk, {
    form: 'package',
    outcome: 'lost',
    what: nameOfCallee(call),
    at: locate(frame, call.at),
    steps: [...new Set([...args.flatMap(stepsIn), ...within])],
  });
}

function followHandlerFunction(
  walk: Walk,
  { shape }: Value,
  at: CaughtAbortFact['at'],
  followed: Set<FunctionCode>,
): Handling {
  // `.catch(report)`, with a function out of reach: it may throw on what it is given.
  if (shape.kind !== 'function')
    return shape.kind === 'external' && isLog(shape.path) ? 'lost' : 'passed';
  followed.add(shape.closure.code);
  const error = unknown({ label: 'error' });
  const start = walk.flow;
  const handling = followHandler(walk, error, (caught) => {
    walk.tries.push({
      insideStep: walk.insideStep,
      part: 'catch',
      at,
      catches: undefined,
      given: new Set(),
      passing: new Set(),
      waitedFor: new Set(),
      caught,
    });
    walk.interpreter.invoke(walk, shape.closure, [error], { at, isHandler: false });
    walk.tries.pop();
  });
  walk.flow = start;
  return handling;
}

function isLog([object]: readonly string[]): boolean {
  return object === 'console';
}
