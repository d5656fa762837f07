import type { MutationFact } from '../facts/mutationFacts.js';
import type { CallCode, Code, Place } from '../syntax/code.js';
import type { Value } from './value.js';
import { locate, type Frame, type SharedVariables, type Walk } from './walk.js';

export function noSharedVariables(): SharedVariables {
  const none = { changes: new Map(), changedBy: new Map(), reads: [] };
  return { around: undefined, instances: new Set(), ...none };
}

/**
 * `target` is assigned, or something in it. Outside of steps that happens at every delivery, so all is well again.
 */
export function noteChange(walk: Walk, frame: Frame, target: Code): void {
  const variable = variableOf(walk, frame, target);
  if (!variable) return;
  const { key } = variable;
  const { shared, insideStep } = walk;
  if (insideStep === undefined) {
    shared.changes.delete(key);
    // A connection that is taken when there is none yet.
    shared.reads = shared.reads.filter(
      (read) => read.key !== key || read.fact.readInside !== undefined,
    );
    return;
  }
  if (!variable.isField && !isAround(walk, frame, variable.binding)) return;
  shared.changes.set(key, { at: locate(frame, variable.at), step: insideStep });
  const changedBy = shared.changedBy.get(key) ?? new Set<number>();
  shared.changedBy.set(key, changedBy.add(insideStep));
}

function isAround({ shared: { around } }: Walk, { module }: Frame, binding: number): boolean {
  return around?.path === module.path && around.environment.isLocal(binding);
}

/** `failed.push(id)`, `seen.add(id)` */
export function noteChangingCall(
  walk: Walk,
  frame: Frame,
  call: CallCode,
  receiver: Value | undefined,
): void {
  const { callee } = call;
  if (callee.kind !== 'member' || typeof callee.name !== 'string' || !receiver) return;
  const { object } = callee;
  // What an object was given by others may be anything.
  if (object.kind === 'member' && !isOwn(receiver)) return;
  if (methodsOf(receiver, walk.waits.has(call)).has(callee.name)) noteChange(walk, frame, object);
}

function isOwn({ shape }: Value): boolean {
  return shape.kind === 'list' || shape.kind === 'instance';
}

/** Lists do not let anybody wait, as the queue of a service does; `schema.array().parse(rows)` answers a list as well. */
function methodsOf({ shape }: Value, isAwaited: boolean): ReadonlySet<string> {
  switch (shape.kind) {
    case 'list':
      return ofLists;
    case 'instance':
      return ofCollections;
    case 'unknown':
      return isAwaited ? none : growing;
    case 'external':
      return isAwaited || shape.path.at(-1) !== '()' ? none : growing;
    default:
      return none;
  }
}

const none: ReadonlySet<string> = new Set();
const growing = new Set(['push', 'unshift', 'splice']);

const ofLists = new Set(['push', 'unshift', 'splice', 'pop', 'shift']);
const ofCollections = new Set(['set', 'add', 'delete', 'clear']);

/** A variable, or a member of something, is looked at. */
export function noteRead(
  walk: Walk,
  frame: Frame,
  code: Extract<Code, { kind: 'reference' | 'member' }>,
): void {
  if (walk.shared.changes.size === 0) return;
  const variable = variableOf(walk, frame, code);
  if (!variable) return;
  const { key, name } = variable;
  const change = walk.shared.changes.get(key);
  if (!change || change.step === walk.insideStep) return;
  const { at, step } = change;
  const fact = { at, step, readAt: locate(frame, code.at), readInside: walk.insideStep };
  walk.shared.reads.push({ key, fact: { variable: name, ...fact } });
}

/** A step that changes the variable itself may rely on it: it takes a connection when there is none yet. */
export function mutationsOf({ shared }: Walk): MutationFact[] {
  return shared.reads.flatMap(({ key, fact }) => {
    const changedBy = shared.changedBy.get(key);
    return fact.readInside !== undefined && changedBy?.has(fact.readInside) ? [] : [fact];
  });
}

type Variable = { key: string; name: string; at: Place } & (
  { isField: false; binding: number } | { isField: true }
);

/** A variable, or `this.sent` of an object that the run itself has made. */
function variableOf({ shared }: Walk, { module, self }: Frame, code: Code): Variable | undefined {
  if (code.kind === 'reference') {
    const { binding, name, at } = code;
    if (binding === undefined) return undefined;
    return { key: `${module.path}#${binding}`, name, at, isField: false, binding };
  }
  if (code.kind !== 'member' || code.object.kind !== 'this' || !self) return undefined;
  const { name, at } = code;
  if (typeof name !== 'string' || !shared.instances.has(self.identity)) return undefined;
  return { key: `${self.identity}.${name}`, name: `this.${name}`, at, isField: true };
}
