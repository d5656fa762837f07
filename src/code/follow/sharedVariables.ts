import type { MutationFact } from '../facts/mutationFacts.js';
import type { CallCode, Code } from '../syntax/code.js';
import type { Value } from './value.js';
import { locate, type Frame, type SharedVariables, type Walk } from './walk.js';

export function noSharedVariables(): SharedVariables {
  return { around: undefined, changes: new Map(), changedBy: new Map(), reads: [] };
}

/** `target` is assigned, or something in it. Outside of steps that happens at every delivery, so all is well again. */
export function noteChange(walk: Walk, frame: Frame, target: Code): void {
  const key = keyOf(frame, target);
  if (key === undefined || target.kind !== 'reference' || target.binding === undefined) return;
  const { shared, insideStep } = walk;
  if (insideStep === undefined) {
    shared.changes.delete(key);
    // A connection that is taken when there is none yet.
    shared.reads = shared.reads.filter(
      (read) => read.key !== key || read.fact.readInside !== undefined,
    );
    return;
  }
  const { around } = shared;
  if (around?.path !== frame.module.path || !around.environment.isLocal(target.binding)) return;
  shared.changes.set(key, { at: locate(frame, target.at), step: insideStep });
  const changedBy = shared.changedBy.get(key) ?? new Set<number>();
  shared.changedBy.set(key, changedBy.add(insideStep));
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
  if (methodsOf(receiver, walk.waits.has(call)).has(callee.name))
    noteChange(walk, frame, callee.object);
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

export function noteRead(
  walk: Walk,
  frame: Frame,
  code: Extract<Code, { kind: 'reference' }>,
): void {
  if (walk.shared.changes.size === 0) return;
  const key = keyOf(frame, code);
  const change = key === undefined ? undefined : walk.shared.changes.get(key);
  if (key === undefined || !change || change.step === walk.insideStep) return;
  const { at, step } = change;
  const fact = { at, step, readAt: locate(frame, code.at), readInside: walk.insideStep };
  walk.shared.reads.push({ key, fact: { variable: code.name, ...fact } });
}

/** A step that changes the variable itself may rely on it: it takes a connection when there is none yet. */
export function mutationsOf({ shared }: Walk): MutationFact[] {
  return shared.reads.flatMap(({ key, fact }) => {
    const changedBy = shared.changedBy.get(key);
    return fact.readInside !== undefined && changedBy?.has(fact.readInside) ? [] : [fact];
  });
}

function keyOf({ module }: Frame, code: Code): string | undefined {
  if (code.kind !== 'reference' || code.binding === undefined) return undefined;
  return `${module.path}#${code.binding}`;
}
