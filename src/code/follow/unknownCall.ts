import type { CallCode } from '../syntax/code.js';
import { meet } from './flow.js';
import { collects } from './collected.js';
import { noteRethrow } from './caught.js';
import { followPromiseHandlers, noteSettled } from './promiseHandlers.js';
import { raise } from './leave.js';
import { noteHandedToValidator } from './looks.js';
import { noteRepeated } from './outside.js';
import { answersPromise, stepsSince, withPending } from './promises.js';
import { answersResponse } from './responses.js';
import { settles } from './settlers.js';
import { calledName, identityOfRearranged } from './rearranged.js';
import { thrownBy, type Called } from './throwers.js';
import { handOn } from './undecided.js';
import {
  among,
  closuresIn,
  holdsSome,
  isContext,
  madeFrom,
  stepsIn,
  unknown,
  value,
  type Value,
} from './value.js';
import { locate, openLoops, type Frame, type Walk } from './walk.js';

/** A call of code that is out of reach: what it is given tells what it may do. */
export function callUnknown(walk: Walk, frame: Frame, call: CallCode, called: Called): Value {
  const { args } = called;
  const stepsBefore = walk.seen.steps.length;
  const isCollected = collects(walk, frame, call, called);
  if (!isCollected) handOn(walk, among(args, stepsIn));
  noteValidation(walk, call, called);
  if (walk.tries.length > 0) noteGiven(walk, args);
  const thrown = thrownBy(called, call);
  if (thrown) raise(walk, frame, thrown, locate(frame, call.at));
  noteRethrow(walk, call, args);
  const handlers = followPromiseHandlers(walk, frame, call, called);
  const given = among(args, closuresIn);
  const closures = given.filter(({ code }) => !handlers.has(code));
  if (closures.length > 0) visitCallbacks(walk, frame, call, { closures, args });
  if (settles(called.callee))
    noteSettled(walk, frame, call, { args, within: stepsSince(walk, stepsBefore) });
  // `push` answers how many there are.
  const answer = isCollected ? unknown(madeFrom(args)) : resultOf(walk, call, called);
  const isPromise = answersPromise(call, called.callee) || isChained(call, called);
  const result = isPromise ? withPending(answer, stepsIn(answer)) : answer;
  const { receiver } = called;
  const mayRun = args.some(mayRunSteps) || (receiver !== undefined && mayRunSteps(receiver));
  if (mayRun) noteRepeated(walk.flow);
  return mayRun && stepsIn(result).length === 0 ? value({ kind: 'running' }, result) : result;
}

function noteGiven({ tries }: Walk, args: readonly Value[]): void {
  for (const { payload } of args)
    for (const part of payload) for (const visit of tries) visit.given.add(part);
}

function mayRunSteps(given: Value): boolean {
  return holdsSome(given, ({ shape: { kind } }) => kind === 'context' || kind === 'running');
}

/** `.catch()` says that losing an error is fine. */
function isChained({ callee }: CallCode, { receiver }: Called): boolean {
  if (receiver?.pending === undefined || callee.kind !== 'member') return false;
  return callee.name === 'then' || callee.name === 'finally';
}

/**
 * A function that is handed to code out of sight is called by it, perhaps. Of the methods of an object that is handed over,
 * such as a database, nobody knows which: only their steps count.
 */
function visitCallbacks(
  walk: Walk,
  frame: Frame,
  call: CallCode,
  { closures, args }: { closures: ReturnType<typeof closuresIn>; args: readonly Value[] },
): void {
  const start = walk.flow;
  const { exits, outside } = walk.seen;
  const own = args.flatMap(({ shape }) => (shape.kind === 'function' ? shape.closure.code : []));
  // What is given the context as well does the work itself.
  const isHandler = frame.isHandler && call.isLast !== undefined && !args.some(isContext);
  const isDropped = frame.isDropped || call.isLast === 'dropped';
  for (const closure of closures) {
    const isOwn = own.includes(closure.code);
    const before = [exits.length, outside.length] as const;
    const given = closure.code.parameters.map(({ pattern }) =>
      unknown({
        label: pattern.kind === 'name' ? pattern.name : '…',
        varies: new Set(openLoops(walk)),
      }),
    );
    const at = locate(frame, call.at);
    walk.interpreter.invoke(walk, closure, given, {
      at,
      isHandler: isHandler && isOwn,
      isDropped,
    });
    walk.flow = meet([start, walk.flow]);
    if (isOwn) continue;
    exits.splice(before[0]);
    outside.splice(before[1]);
  }
}

function noteValidation(walk: Walk, call: CallCode, { callee, args, receiver }: Called): void {
  const name = calledName(call);
  if (name === undefined || isLog(name, receiver) || isBuiltIn(callee) || isBuiltIn(receiver))
    return;
  for (const arg of args) {
    const isWhole = arg.payload.has('*');
    const isBeforeSteps = walk.insideStep === undefined;
    if (isWhole || isBeforeSteps || validator.test(name)) noteHandedToValidator(walk, arg);
  }
}

const validator =
  /^(parse|safeParse|validate|assert|ensure|check|require|normali[sz]e|invariant|verify|is)(?![a-z])/i;

function isLog(name: string, receiver: Value | undefined): boolean {
  if (/^(log|info|warn|error|debug|trace|log[A-Z].*)$/.test(name)) return true;
  return receiver?.shape.kind === 'external' && receiver.shape.path[0] === 'console';
}

/** `String(x)`, `Object.keys(x)`, `JSON.stringify(x)`: they look at nothing. */
function isBuiltIn(called: Value | undefined): boolean {
  return called?.shape.kind === 'external' && called.shape.module === 'global';
}

const pure = new Set(
  (
    'toLowerCase toUpperCase trim slice substring replace replaceAll padStart padEnd concat join split toString ' +
    'toFixed at charAt String Number Boolean stringify keys values entries isArray freeze assign fromEntries'
  ).split(' '),
);

function resultOf(walk: Walk, call: CallCode, called: Called): Value {
  const { callee, receiver, args } = called;
  const sources = receiver ? [...args, receiver] : args;
  const made = madeFrom(sources);
  const { shape } = callee;
  const label = `${callee.label}(${args.map((arg) => arg.label).join(', ')})`;
  // What `Promise.all` and a retry helper answer for steps are still those steps' promises.
  const steps = among(sources, stepsIn);
  if (steps.length > 0) {
    const settled = settledAll(called);
    return value({ kind: 'steps', indices: steps }, { ...made, label, settled });
  }
  if (answersResponse(called))
    return value({ kind: 'instance', of: 'Response' }, { ...made, label });
  if (callee.identity === 'global#BigInt')
    return value({ kind: 'instance', of: 'BigInt' }, { ...made, label });
  const closures = among(args, closuresIn);
  if (closures.length > 0) return value({ kind: 'wrapped', closures }, { ...made, label });
  if (shape.kind === 'external' && shape.module !== 'global') {
    const varies = inOpenLoops(walk, made.varies);
    const identity = identityOfRearranged(calledName(call), called);
    return value({ ...shape, path: [...shape.path, '()'] }, { ...made, varies, label, identity });
  }
  const name = calledName(call);
  if (name !== undefined && pure.has(name)) {
    const identity = `${receiver?.identity ?? ''}.${name}(${args.map((arg) => arg.identity).join(',')})`;
    return unknown({ ...made, identity, label });
  }
  // Nobody knows what it answers: in a loop, something else each time.
  const identity = identityOfRearranged(name, called);
  return unknown({ ...made, varies: inOpenLoops(walk, made.varies), label, identity });
}

/** `Promise.all([…])` answers a list of what its elements answer. */
function settledAll({ callee, args: [given] }: Called): Value | undefined {
  if (callee.identity !== 'global#Promise.all' || given?.shape.kind !== 'list') return undefined;
  const { elements, each } = given.shape;
  return value(
    { kind: 'list', elements: elements.map(settledOf), each: each && settledOf(each) },
    madeFrom([given]),
  );
}

function settledOf(each: Value): Value {
  if (each.shape.kind === 'steps') return each.settled ?? unknown({ ...each, label: 'result' });
  return each.pending ? { ...each, pending: undefined } : each;
}

function inOpenLoops(walk: Walk, varies: ReadonlySet<number>): ReadonlySet<number> {
  return walk.loops.length === 0 ? varies : new Set([...varies, ...openLoops(walk)]);
}
