import type { Accessor } from './accessor.js';
import { isClient } from './client.js';
import { createWalk, WORKFLOW_LIMITS } from './createWalk.js';
import { throwOn } from './leave.js';
import { holdsSome, type Closure, type Value } from './value.js';
import type { TryVisit, Walk } from './walk.js';

/**
 * The answer of `getClient()`. Nearly everything that triggers goes through such a function, so each is followed once, and
 * not wherever it is called. Undefined for other functions, and outside steps, where all that it does on the way counts.
 */
export function accessed(walk: Walk, closure: Closure): Value | undefined {
  if (walk.isRun && walk.insideStep === undefined) return undefined;
  const accessor = knownAccessor(walk, closure);
  if (!accessor) return undefined;
  walk.seen.clients.push(...accessor.clients);
  for (const error of accessor.errors) throwOn(walk, error);
  for (const [code, times] of accessor.followed) walk.followed.set(code, times);
  return accessor.answer;
}

function knownAccessor(walk: Walk, closure: Closure): Accessor | undefined {
  const { code, around, self } = closure;
  if (code.parameters.length > 0 || code.isAsync || !around.isOutermost) return undefined;
  if (self && self.shape.kind !== 'class') return undefined;
  const { accessors } = walk.project;
  if (!accessors.has(code)) {
    // While it is followed it is a function like any other.
    accessors.set(code, undefined);
    accessors.set(code, accessorOf(walk, closure));
  }
  return accessors.get(code);
}

function accessorOf(
  { project, interpreter, origin }: Walk,
  closure: Closure,
): Accessor | undefined {
  const walk = createWalk({ project, interpreter, origin }, WORKFLOW_LIMITS);
  const at = { path: closure.module.path, ...closure.code.at };
  const catches: NonNullable<TryVisit['catches']> = [];
  walk.insideStep = 0;
  walk.tries.push({
    insideStep: 0,
    part: 'body',
    at,
    catches,
    given: new Set(),
    passing: new Set(),
    waitedFor: new Set(),
  });
  const answer = interpreter.invoke(walk, closure, [], { at, isHandler: false });
  if (!isQuiet(walk) || !holdsSome(answer, isClient)) return undefined;
  const errors = catches.map(({ error }) => error);
  return { answer, clients: walk.seen.clients, errors, followed: walk.followed };
}

/** Clients apart, nothing was seen that anybody would be told; without parameters, looks are at the environment. */
function isQuiet({ flow, seen }: Walk): boolean {
  const { deeds, logs, reads } = seen.convention;
  const { steps, exits, triggers, caughtAborts, dropped, outside, lost } = seen;
  const lists = [steps, exits, triggers, caughtAborts, dropped, outside, lost];
  return (
    flow.ran === 'none' &&
    !flow.isCancelled &&
    lists.every(({ length }) => length === 0) &&
    [deeds, logs, reads].every(({ size }) => size === 0)
  );
}
