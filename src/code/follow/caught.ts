import type { CaughtAbortFact } from '../facts/abortFacts.js';
import type { ConditionFact } from '../facts/workflowFacts.js';
import type { CallCode } from '../syntax/code.js';
import { conditionsHere } from './conditions.js';
import { COUNT_FROM } from './members.js';
import type { Value } from './value.js';
import type { Caught, Walk } from './walk.js';

/** What a catch clause, or the callback of `.catch()`, does with an error: `passed` where an abort may go on from it. */
export type Handling = CaughtAbortFact['outcome'] | 'passed';

/** Follows the code that is given a caught error, and finds out what becomes of an abort in it. */
export function followHandler(walk: Walk, error: Value, visit: (caught: Caught) => void): Handling {
  const caught: Caught = { error, thrown: [], steps: [], outer: walk.conditions.length };
  visit(caught);
  const ways = waysOn(caught);
  const isNamed = ways.every(({ when }) => when.some((each) => isByName(error, each)));
  if (ways.length > 0) return isNamed ? 'named' : 'passed';
  return caught.thrown.length > 0 && !walk.flow.isAlive ? 'replaced' : 'lost';
}

/** Where an abort may have gone on. */
function waysOn({ error, thrown }: Caught): Caught['thrown'] {
  return thrown.filter(
    ({ isCaught, when }) =>
      isCaught && !when.some((each) => refutes(error, each) || isUnrelated(each)),
  );
}

/** `if (error.name === 'WorkflowAbort') throw error` */
function isByName({ identity }: Value, { subject, is, holds }: ConditionFact): boolean {
  return holds && is === '"WorkflowAbort"' && subject === `${identity}.name`;
}

/** `if (attempt === 3) throw error`: what a counter says holds for some aborts only. */
function isUnrelated({ subject }: ConditionFact): boolean {
  return subject.replace(/^\(/, '').startsWith(COUNT_FROM);
}

/** A step in a catch clause that has not thrown aborts on before it comes. */
export function noteStepInClause(walk: Walk, index: number): void {
  const caught = openClause(walk);
  if (!caught || waysOn(caught).length > 0) return;
  const when = conditionsHere(walk, caught.outer);
  if (!when.some((each) => refutes(caught.error, each))) caught.steps.push(index);
}

export function noteThrown(walk: Walk, error: Value): void {
  const caught = openClause(walk);
  if (!caught) return;
  // What nobody knows may be the caught error; a new one is not.
  const isCaught = error.shape.kind !== 'error' || error.identity === caught.error.identity;
  caught.thrown.push({ isCaught, when: conditionsHere(walk, caught.outer) });
}

/** `rethrowAbort(error)`, `Promise.reject(error)`: code out of reach that throws what it is given, by its name. */
export function noteRethrow(walk: Walk, { callee }: CallCode, args: readonly Value[]): void {
  const caught = openClause(walk);
  const name =
    callee.kind === 'member' ? callee.name : callee.kind === 'reference' ? callee.name : '';
  if (!caught || typeof name !== 'string' || !/abort|rethrow|reject/i.test(name)) return;
  if (args.some(({ identity }) => identity === caught.error.identity))
    caught.thrown.push({ isCaught: true, when: [] });
}

export function noteCaughtAbort(walk: Walk, caught: CaughtAbortFact): void {
  if (caught.steps.length > 0) walk.seen.caughtAborts.push(caught);
}

function openClause({ tries, insideStep }: Walk): Caught | undefined {
  const innermost = tries.at(-1);
  return innermost?.insideStep === insideStep ? innermost?.caught : undefined;
}

/** Whether a condition does not hold for `WorkflowAbort`: code behind it is not for aborts. */
function refutes(
  { identity }: Pick<Value, 'identity'>,
  { subject, is, holds }: ConditionFact,
): boolean {
  if (subject === `${identity}.name`) return (is === '"WorkflowAbort"') !== holds;
  if (subject.includes(' || ') && !/ && |\?\? /.test(subject)) {
    const parts = subject.split(' || ').map((part) => ({ subject: part, is, holds }));
    const isRefuted = (part: ConditionFact) => refutes({ identity }, part);
    return holds ? parts.every(isRefuted) : parts.some(isRefuted);
  }
  const start = `(${identity} instanceof `;
  if (is !== 'true' || !subject.startsWith(start)) return false;
  // It extends Error; a class of another name is another one. Source: src/error.ts of @upstash/workflow.
  const isAbort = /(^|[#.])WorkflowAbort$|(^|#)Error$/.test(subject.slice(start.length, -1));
  return isAbort !== holds;
}
