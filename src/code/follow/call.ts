import type { CallCode } from '../syntax/code.js';
import { withAllRows } from './allRows.js';
import { boundBy } from './bound.js';
import { cancelling } from './cancel.js';
import { create } from './create.js';
import { callEither, eitherIn } from './either.js';
import { mayHaveRun } from './flow.js';
import { callIteration, isIteration } from './iterate.js';
import { evaluateTogether, startsTogether } from './list.js';
import { memberOf } from './members.js';
import { mountMany, noteHandled, noteMount, noteRouterAnswer } from './mounts.js';
import { noteDeed } from './noteDeed.js';
import { noteTest } from './looks.js';
import { noteClientCall, noteTriggerAnswer } from './noteTrigger.js';
import { noteOutside, visitArguments } from './outside.js';
import { evaluateOwner } from './owner.js';
import { asRearranged } from './rearranged.js';
import { isRequire, required } from './require.js';
import {
  fromHandlerOn,
  isServe,
  isServeMany,
  isWrapper,
  noteOptionsOfMany,
  noteServed,
} from './served.js';
import { standardAnswer } from './standard.js';
import { callStep, isStep, stepKindOf } from './step.js';
import { noteStoredCall } from './stored.js';
import { callUnknown } from './unknownCall.js';
import { noteChangingCall } from './sharedVariables.js';
import { unknown, type Value } from './value.js';
import { invocationBy, testing, type Frame, type Walk } from './walk.js';

/** Finds out what is called, follows it where its code is within reach, and notes what the call does. */
export function evaluateCall(walk: Walk, frame: Frame, call: CallCode): Value {
  const called = evaluateCallee(walk, frame, call);
  if (called.receiver?.stored) noteStoredCall(walk, frame, call, called.receiver);
  const stepsBefore = walk.seen.steps.length;
  const answer = answerOf(walk, frame, call, called);
  const counted = withAllRows(walk, frame, call, answer, called.receiver);
  // What runs steps by the functions it is given is no effect between them.
  if (walk.seen.steps.length > stepsBefore) return counted;
  return noteOutside(walk, frame, call, { callee: called.callee, answer: counted });
}

function answerOf(
  walk: Walk,
  frame: Frame,
  call: CallCode,
  { callee, receiver }: { callee: Value; receiver: Value | undefined },
): Value {
  const { shape } = callee;
  noteChangingCall(walk, frame, call, receiver);
  const bound = boundBy(walk, frame, call, receiver);
  if (bound) return bound;
  if (shape.kind === 'context') return callContext(walk, frame, call, shape.path);
  if (isIteration(callee, call)) {
    noteDeed(walk, frame, call, callee, []);
    return callIteration(walk, frame, call, callee, receiver);
  }

  const isTogether = startsTogether(callee, call);
  const visitArgs = () =>
    visitArguments(walk, call, callee, () =>
      call.args.map((arg) =>
        isTogether && arg.kind === 'list'
          ? evaluateTogether(walk, frame, arg)
          : walk.interpreter.evaluate(walk, frame, arg),
      ),
    );
  const args = isQuestion(callee) ? testing(walk, visitArgs) : visitArgs();
  if (isQuestion(callee)) args.forEach((arg) => noteTest(walk, arg));
  noteMount(walk, call, receiver, args);
  noteDeed(walk, frame, call, callee, args);
  noteClientCall(walk, frame, call, callee, args);
  if (isServe(callee)) return noteServed(walk, frame, call, args);
  if (isServeMany(callee)) {
    const mounts = mountMany(walk, args[0]);
    noteOptionsOfMany(walk, frame, call, args, mounts);
  }
  if (isWrapper(walk.project, callee)) return noteServed(walk, frame, call, fromHandlerOn(args));
  if (call.creates) return create(walk, frame, call, callee, args);
  if (shape.kind === 'function') {
    // The object a method is called on is its `this`; a bare function keeps the one it was made with.
    const self =
      receiver?.shape.kind === 'object' || receiver?.shape.kind === 'class' ? receiver : undefined;
    const how = { ...invocationBy(frame, call), self };
    const answer = walk.interpreter.invoke(walk, shape.closure, args, how);
    return asRearranged(call, { callee, receiver, args }, answer);
  }
  if (shape.kind === 'either') return callEither(walk, frame, call, shape, args);
  const known = standardAnswer(call, { callee, receiver, args });
  if (known) return known;
  const module = isRequire(callee) && required(walk.project, frame.module.path, args);
  if (module) return module;
  if (shape.kind === 'route') walk.handled.push(shape);
  const handledBefore = walk.handled.length;
  const answer = callUnknown(walk, frame, call, { callee, receiver, args });
  noteHandled(walk, call, receiver, args, walk.handled.slice(handledBefore));
  noteTriggerAnswer(walk, callee, answer);
  noteRouterAnswer(walk, call, receiver, args, answer);
  return answer;
}

/** `Boolean(x)`, `Array.isArray(x)`, `Number.isInteger(x)` */
function isQuestion({ shape }: Value): boolean {
  if (shape.kind !== 'external' || shape.module !== 'global') return false;
  return /^(Boolean|isNaN|isFinite|is[A-Z]\w*)$/.test(shape.path.at(-1) ?? '');
}

function evaluateCallee(
  walk: Walk,
  frame: Frame,
  { callee: code }: CallCode,
): { callee: Value; receiver: Value | undefined } {
  if (code.kind !== 'member')
    return {
      callee: testing(walk, () => walk.interpreter.evaluate(walk, frame, code)),
      receiver: undefined,
    };
  const receiver = evaluateOwner(walk, frame, code.object);
  if (code.optional) noteTest(walk, receiver);
  if (typeof code.name === 'string')
    return { callee: memberOf(walk, receiver, code.name), receiver };
  const name = walk.interpreter.evaluate(walk, frame, code.name);
  if (name.shape.kind === 'constant')
    return { callee: memberOf(walk, receiver, String(name.shape.value)), receiver };
  return { callee: eitherIn(receiver, name) ?? unknown(), receiver };
}

function callContext(walk: Walk, frame: Frame, call: CallCode, path: readonly string[]): Value {
  const kind = stepKindOf(path);
  if (isStep(kind)) return callStep(walk, frame, call, kind);
  for (const arg of call.args) walk.interpreter.evaluate(walk, frame, arg);
  if (path.length === 1 && path[0] === 'cancel') return cancelling();
  walk.flow = mayHaveRun(walk.flow);
  return unknown({ label: path.at(-1) ?? 'context' });
}
