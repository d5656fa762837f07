import { createWalk, WORKFLOW_LIMITS } from '../follow/createWalk.js';
import { givenBy } from '../follow/given.js';
import { interpreter } from '../follow/interpreter.js';
import { outsideOf } from '../follow/outside.js';
import { mutationsOf } from '../follow/sharedVariables.js';
import { type Closure, closuresIn, unknown, value, type Value } from '../follow/value.js';
import type { Project, Served, Walk } from '../follow/walk.js';
import { isContextType } from './contextType.js';
import { conventionOf } from './conventionOf.js';
import { parserThrows } from './parserThrows.js';
import { payloadOf } from './payloadFacts.js';
import { renumbered } from './renumbered.js';
import type { ExitFact, WorkflowFacts } from './workflowFacts.js';

export interface Followed {
  readonly facts: WorkflowFacts;
  /** Every function on the way, and those that were handed to code out of reach. */
  readonly called: readonly Pick<Closure, 'module' | 'code'>[];
}

export function followServed(project: Project, served: Served): Followed {
  const walk = createWalk({ project, interpreter, origin: served.origin }, WORKFLOW_LIMITS);
  if (served.payloadType)
    walk.seen.payloadTypes.push({ type: served.payloadType, module: served.module });
  // A wrapper out of reach is given the handler, and maybe options with functions behind it.
  const { shape } = served.handler;
  const handlers = shape.kind === 'wrapped' ? shape.closures : closuresIn(served.handler);
  const [handler] = handlers;
  if (handler) interpreter.invoke(walk, handler, [context()], { at: served.at, isHandler: true });
  return {
    facts: toFacts(
      walk,
      {
        kind: served.kind,
        at: served.at,
        origin: served.origin,
        options: givenBy(served.options),
        parserThrows: parserThrows(project, served),
        isComplete: handler !== undefined && walk.budget > 0,
      },
      served,
    ),
    called: [...handlers, ...calledIn(walk)],
  };
}

export function followHelper(project: Project, closure: Closure): Followed {
  const { module, code } = closure;
  const walk = createWalk({ project, interpreter, origin: module.path }, WORKFLOW_LIMITS);
  const at = { path: module.path, ...code.at };
  const given = code.parameters.map(({ type }) =>
    type && isContextType(project, module, type) ? context() : unknown(),
  );
  interpreter.invoke(walk, closure, given, { at, isHandler: false });
  return {
    facts: toFacts(walk, {
      kind: 'helper',
      at,
      origin: module.path,
      options: { kind: 'constant', value: undefined },
      parserThrows: [],
      isComplete: walk.budget > 0,
    }),
    called: calledIn(walk).filter((each) => each.code !== code),
  };
}

function context(): Value {
  return value({ kind: 'context', path: [] }, { identity: 'context', label: 'context' });
}

function calledIn({ followed }: Walk): Pick<Closure, 'module' | 'code'>[] {
  return [...followed].map(([code, { module }]) => ({ module, code }));
}

/** An error that is not retried is right wherever a helper throws it; normalisers throw one for each field. */
function isAsked({ error, isHandler }: ExitFact): boolean {
  return isHandler || error !== 'final';
}

/** `BigInt.prototype.toJSON = …` somewhere in the program. */
function believeTaughtBigInts({ seen: { steps }, project, origin }: Walk): void {
  const returning = steps.filter(({ returnsBigInt }) => returnsBigInt);
  if (returning.length === 0 || !project.mentions(origin, 'BigInt.prototype')) return;
  for (const step of returning) delete step.returnsBigInt;
}

function toFacts(
  walk: Walk,
  about: Pick<WorkflowFacts, 'kind' | 'at' | 'origin' | 'options' | 'parserThrows' | 'isComplete'>,
  served?: Served,
): WorkflowFacts {
  believeTaughtBigInts(walk);
  const { steps, exits, triggers, caughtAborts, dropped } = walk.seen;
  return {
    ...about,
    mounts: [...(served?.mounts ?? [])],
    optionsInPlace: served?.optionsInPlace ?? false,
    steps: renumbered(steps),
    exits: exits.filter(isAsked),
    triggers,
    limited: walk.seen.limited,
    payload: payloadOf(walk, served),
    convention: conventionOf(walk),
    caughtAborts,
    dropped,
    mutations: mutationsOf(walk),
    outside: outsideOf(walk),
    lost: walk.seen.lost,
    unbounded: [...walk.seen.unbounded].map(([step, query]) => ({ step, query })),
  };
}
