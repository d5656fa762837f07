import type { OutsideFact } from '../facts/outsideFacts.js';
import type { CallCode, Code } from '../syntax/code.js';
import { doingOf, isQuietFunction, isRandom, type Waiting } from './doings.js';
import { nameOfCallee, namesAlong } from './nameOfCallee.js';
import type { OutsideNote } from './outsideNote.js';
import type { Value } from './value.js';
import { callFacts, locate, type Frame, type Walk } from './walk.js';

/** Notes what a call does by itself, unless a step does it, and answers the call's value with a note of where it is from. */
export function noteOutside(
  walk: Walk,
  frame: Frame,
  call: CallCode,
  { callee, answer }: { callee: Value; answer: Value },
): Value {
  if (!walk.isRun) return answer;
  if (walk.insideStep !== undefined && !walk.isArgument)
    return isRandom(call, callee) ? marked(answer, castIn(walk, frame, call)) : answer;
  // Code that was given the context runs steps of its own.
  const { kind: called } = callee.shape;
  if (answer.shape.kind === 'running' || called === 'function' || called === 'context')
    return answer;
  const kind = doingOf(call, callee, walk.waits.get(call));
  if (!kind || walk.calls.some(({ fact }) => isQuietFunction(fact.name))) return answer;
  const note = noteOf(walk, frame, call, kind);
  walk.seen.outside.push(note);
  if (!walk.isArgument || (kind === 'effect' && walk.insideStep === undefined))
    walk.flow = { ...walk.flow, outside: new Set([...walk.flow.outside, note]) };
  return kind === 'log' ? answer : marked(answer, note);
}

function castIn(walk: Walk, frame: Frame, call: CallCode): OutsideNote {
  return { ...noteOf(walk, frame, call, 'random'), isInStep: true };
}

function marked(answer: Value, note: OutsideNote): Value {
  return { ...answer, outside: new Set([...answer.outside, note]) };
}

function noteOf(walk: Walk, frame: Frame, call: CallCode, kind: OutsideFact['kind']): OutsideNote {
  const fact: OutsideFact = {
    kind,
    what: nameOfCallee(call),
    at: locate(frame, call.at),
    via: callFacts(walk).slice(1),
    decides: undefined,
  };
  return { fact, isRepeated: false, readIn: { arguments: false, elsewhere: false } };
}

/** Visits the arguments of a call. A clock that only a line of a log shows is of no consequence, as one for a step. */
export function visitArguments<T>(walk: Walk, call: CallCode, callee: Value, visit: () => T): T {
  if (!walk.isRun || walk.insideStep !== undefined || !isLog(call, callee)) return visit();
  const { isArgument } = walk;
  walk.isArgument = true;
  const visited = visit();
  walk.isArgument = isArgument;
  return visited;
}

function isLog(call: CallCode, callee: Value): boolean {
  return doingOf(call, callee, undefined) === 'log' || isDebug(callee);
}

/** What `debug('digest')` answers. */
function isDebug({ shape }: Value): boolean {
  return shape.kind === 'external' && shape.module === 'debug';
}

/** `await f()`, `return f()`, and each call in `await Promise.all([f(), g()])`. */
export function noteWaiting(walk: Walk, code: Code, waiting: NonNullable<Waiting>): void {
  if (!walk.isRun || code.kind !== 'call') return;
  walk.waits.set(code, waiting);
  const [list] = code.args;
  if (list?.kind !== 'list' || namesAlong(code.callee)[0] !== 'Promise') return;
  for (const element of list.elements) noteWaiting(walk, element, waiting);
}

/** A step comes next, so the run will pass again by what is behind it. */
export function noteRepeated({ outside }: Walk['flow']): void {
  for (const note of outside) note.isRepeated = true;
}

export function noteOutsideRead({ isArgument }: Walk, { outside }: Value): void {
  for (const { readIn } of outside) readIn[isArgument ? 'arguments' : 'elsewhere'] = true;
}

export function noteDecided({ outside }: Value, decides: 'name' | 'branch'): void {
  for (const { fact } of outside) fact.decides ??= decides;
}

/** What is done again at each replay, and matters. */
export function outsideOf({ seen }: Walk): OutsideFact[] {
  return seen.outside
    .filter(({ fact, isRepeated, readIn }) => {
      if (fact.decides === 'name') return true;
      // As with the time of a sleep: what the step was planned with holds, what later replays say is not looked at.
      const isOnlyArgument = readIn.arguments && !readIn.elsewhere;
      return isRepeated && !isOnlyArgument;
    })
    .map(({ fact }) => fact);
}
