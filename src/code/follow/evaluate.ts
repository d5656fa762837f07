import { oncePer } from '../../shared/oncePer.js';
import type { ChoiceCode, ClassCode, Code } from '../syntax/code.js';
import { branch, evaluateTest, forget } from './branch.js';
import { evaluateCall } from './call.js';
import { waitedFor } from './cancel.js';
import { isClient } from './client.js';
import { collect } from './collected.js';
import { eitherIn } from './either.js';
import { join } from './join.js';
import { evaluateList } from './list.js';
import {
  asGetter,
  type ClassValue,
  constant,
  eitherOf,
  isRunning,
  madeFrom,
  stepsIn,
  unknown,
  value,
  type Value,
  withVaries,
} from './value.js';
import { mayHaveRun } from './flow.js';
import { notePayloadType } from './invoke.js';
import { noteTest, noteUse } from './looks.js';
import { memberOf } from './members.js';
import { evaluateOperation, textOf } from './operations.js';
import { noteOutsideRead, noteRepeated, noteWaiting } from './outside.js';
import { evaluateOwner } from './owner.js';
import { noteStoredMember, noteStoredSpread } from './stored.js';
import { noteChange, noteRead } from './sharedVariables.js';
import { noteWait } from './rounds.js';
import { keeping } from './undecided.js';
import { locate, openLoops, testing, type Frame, type Walk } from './walk.js';

/** Finds out what an expression stands for, and notes on the way what it does. */
export function evaluate(walk: Walk, frame: Frame, code: Code): Value {
  if (walk.budget-- <= 0) return unknown();
  switch (code.kind) {
    case 'constant':
      return constantOf(code);
    case 'template':
      return textOf(
        code.parts.map((part) => (typeof part === 'string' ? part : evaluate(walk, frame, part))),
      );
    case 'reference': {
      const found = lookUp(walk, frame, code);
      noteUse(walk, frame, found, code.at);
      noteRead(walk, frame, code);
      if (found.outside.size > 0) noteOutsideRead(walk, found);
      return inRounds(walk, frame, code.binding, found);
    }
    case 'this':
      return frame.self ?? unknown({ label: 'this', identity: 'this' });
    case 'member':
      return evaluateMember(walk, frame, code);
    case 'call':
      return evaluateCall(walk, frame, code);
    case 'function': {
      const functionCode = frame.module.functions[code.index];
      if (!functionCode) return unknown();
      const closure = {
        module: frame.module,
        code: functionCode,
        around: frame.environment,
        self: frame.self,
      };
      return value({ kind: 'function', closure });
    }
    case 'class':
      return evaluateClass(walk, frame, code);
    case 'object':
      return evaluateObject(walk, frame, code);
    case 'list':
      return evaluateList(walk, frame, code);
    case 'spread': {
      const source = evaluate(walk, frame, code.value);
      if (source.stored) noteStoredSpread(walk, frame, code.value, source);
      return source;
    }
    case 'await':
      noteWaiting(walk, code.value, 'awaited');
      return awaited(walk, frame, code, evaluate(walk, frame, code.value));
    case 'choice':
      return evaluateChoice(walk, frame, code);
    case 'assign':
      return assign(walk, frame, code);
    case 'typed': {
      const typed = evaluate(walk, frame, code.value);
      notePayloadType(walk, frame, typed, code.type);
      return typed;
    }
    case 'operation':
      return evaluateOperation(walk, frame, code.operator, code.operands);
  }
}

/** What is written out is the same value each time. */
const constantOf = oncePer(({ value: content }: Extract<Code, { kind: 'constant' }>) =>
  constant(content),
);

function lookUp(
  walk: Walk,
  frame: Frame,
  { name, binding }: Extract<Code, { kind: 'reference' }>,
): Value {
  if (binding === undefined) return globalOf(name);
  return (
    frame.environment.get(binding) ??
    walk.project.imported(frame.module, binding) ??
    unknown({ label: name, identity: `${frame.module.path}#${binding}` })
  );
}

/** `const next = () => count++` may be called in each round. */
function inRounds(walk: Walk, { module }: Frame, binding: number | undefined, found: Value): Value {
  if (walk.loops.length === 0 || binding === undefined || !module.unstable[binding]) return found;
  return withVaries(found, openLoops(walk));
}

const globals = new Map<string, Value>();

function globalOf(name: string): Value {
  const known = globals.get(name);
  if (known) return known;
  const shape = { kind: 'external', module: 'global', path: [name] } as const;
  const made = value(shape, { identity: `global#${name}`, label: name });
  globals.set(name, made);
  return made;
}

function evaluateMember(walk: Walk, frame: Frame, code: Extract<Code, { kind: 'member' }>): Value {
  const object = evaluateOwner(walk, frame, code.object);
  if (code.optional) noteTest(walk, object);
  if (typeof code.name === 'string') return knownMember(walk, frame, code, object, code.name);
  const name = evaluate(walk, frame, code.name);
  if (name.shape.kind === 'constant')
    return knownMember(walk, frame, code, object, String(name.shape.value));
  // `payload[field]`, where the field is not known: a normaliser that goes through a list of fields.
  const isPayload = object.shape.kind === 'payload' && object.shape.field === undefined;
  if (isPayload) walk.seen.looks.push({ kind: 'check', field: '*' });
  const either = eitherIn(object, name);
  if (either) return either;
  const stored = object.stored && { step: object.stored.step, was: undefined };
  return unknown({ label: object.label, ...madeFrom([object, name]), stored });
}

function knownMember(
  walk: Walk,
  frame: Frame,
  code: Extract<Code, { kind: 'member' }>,
  object: Value,
  name: string,
): Value {
  const member = memberOf(walk, object, name);
  noteRead(walk, frame, code);
  if (object.stored) noteStoredMember(walk, frame, code, object);
  noteUse(walk, frame, member, code.at);
  return member;
}

function evaluateObject(walk: Walk, frame: Frame, code: Extract<Code, { kind: 'object' }>): Value {
  const members = new Map<string, Value>();
  const spreads: Value[] = [];
  const parts: Value[] = [];
  for (const property of code.properties) {
    const written = evaluate(walk, frame, property.value);
    const part = property.isGetter ? asGetter(written) : written;
    parts.push(part);
    const name =
      typeof property.name === 'object' ? evaluate(walk, frame, property.name) : property.name;
    if (name === undefined) spreads.push(part);
    else if (typeof name === 'string') members.set(name, part);
    else if (name.shape.kind === 'constant') members.set(String(name.shape.value), part);
  }
  const written = { module: frame.module, code };
  return value({ kind: 'object', members, spreads, written }, madeFrom(parts));
}

function evaluateClass(walk: Walk, frame: Frame, code: ClassCode): Value {
  const definition: ClassValue = {
    module: frame.module,
    code,
    around: frame.environment,
    base: code.base && evaluate(walk, frame, code.base),
    statics: new Map(),
  };
  const self = value({ kind: 'class', definition }, { label: code.name ?? 'class' });
  for (const member of code.members) {
    if (!member.isStatic || member.isGetter) continue;
    definition.statics.set(member.name, evaluate(walk, { ...frame, self }, member.value));
  }
  return self;
}

function awaited(
  walk: Walk,
  frame: Frame,
  { at }: Extract<Code, { kind: 'await' }>,
  promise: Value,
): Value {
  const mayRun = isRunning(promise);
  if (mayRun) walk.flow = mayHaveRun(walk.flow);
  walk.flow = waitedFor(walk.flow, promise);
  const indices = stepsIn(promise);
  if (indices.length > 0 || mayRun) noteRepeated(walk.flow);
  for (const index of indices) {
    const step = walk.seen.steps[index];
    if (step) step.promise = 'awaited';
    for (const visit of walk.tries) visit.waitedFor.add(index);
  }
  if (indices.length === 0 && !isKnown(promise)) noteWait(walk, locate(frame, at));
  if (promise.shape.kind !== 'steps')
    return promise.pending ? { ...promise, pending: undefined } : promise;
  return promise.settled
    ? withVaries(promise.settled, openLoops(walk))
    : unknown({ label: 'result', varies: new Set(openLoops(walk)) });
}

/** `await` of what is no promise lasts one microtask. */
function isKnown({ shape, pending }: Value): boolean {
  return pending === undefined && shape.kind !== 'unknown' && shape.kind !== 'external';
}

function evaluateChoice(
  walk: Walk,
  frame: Frame,
  { operator, test, first, second, assigns }: ChoiceCode,
): Value {
  const tested = evaluateTest(walk, frame, test);
  const way = (code: Code | undefined) => () => (code ? evaluate(walk, frame, code) : tested.value);
  // `a ?? b` says when a is missing, not whether it is true.
  const holds = operator === '??' ? undefined : true;
  const results = branch(walk, tested, [
    { holds, visit: way(first) },
    { holds: holds && false, visit: way(second) },
  ]);
  forget(walk, frame, assigns);
  const joined = join(operator === '&&' && second === undefined ? results.slice(0, 1) : results);
  if (joined.shape.kind !== 'unknown') return joined;
  const [one, other] = results;
  const isFallback = first === undefined && one !== undefined && other !== undefined;
  const identity = isFallback ? `${one.identity} ${operator} ${other.identity}` : joined.identity;
  const { varies } = madeFrom([...results, tested.value]);
  return unknown({ ...joined, identity, ...eitherOf(results), varies });
}

function assign(
  walk: Walk,
  frame: Frame,
  { target, bindings, value: code }: Extract<Code, { kind: 'assign' }>,
): Value {
  const made = evaluate(walk, frame, code);
  // `this.count++` is another value in each round.
  const isOwn = code.kind === 'operation' && code.operands[0] === target;
  const result = isOwn && walk.loops.length > 0 ? withVaries(made, openLoops(walk)) : made;
  const [binding] = bindings;
  if (target.kind === 'reference' && binding !== undefined) {
    const label = result.shape.kind === 'constant' ? result.label : target.name;
    noteChange(walk, frame, target);
    const assigned = value(result.shape, { ...result, label });
    const kept = keeping(walk, frame.environment.get(binding), assigned);
    frame.environment.assign(binding, kept);
  } else if (target.kind === 'member') {
    noteChange(walk, frame, target.object.kind === 'this' ? target : target.object);
    const object = testing(walk, () => evaluate(walk, frame, target.object));
    // `user.createdAt = new Date(user.createdAt)`
    if (object.stored && typeof target.name === 'string')
      walk.revived.add(`${object.identity}.${target.name}`);
    if (object.shape.kind === 'object' && typeof target.name === 'string') {
      object.shape.members.set(target.name, result);
    } else if (
      object.shape.kind === 'class' &&
      typeof target.name === 'string' &&
      isClient(result)
    ) {
      // A class that keeps its client in a static, made when it is first needed.
      object.shape.definition.statics.set(target.name, result);
    } else {
      collect(walk, frame, object, { codes: [code], values: [result] });
    }
  } else {
    forget(walk, frame, bindings);
  }
  return result;
}
