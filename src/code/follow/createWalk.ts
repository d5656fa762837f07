import { noConventionNotes } from './conventionNotes.js';
import { startFlow } from './flow.js';
import { noSharedVariables } from './sharedVariables.js';
import type { Walk } from './walk.js';

interface Limits {
  readonly budget: number;
  readonly maxFollowed: number;
  readonly isRun: boolean;
}

/** Far above what hand-written workflows need. */
export const WORKFLOW_LIMITS: Limits = { budget: 100_000, maxFollowed: 50, isRun: true };

/** The top level of a file is only searched for handlers. */
export const SEARCH_LIMITS: Limits = { budget: 10_000, maxFollowed: 3, isRun: false };

export function createWalk(
  { project, interpreter, origin }: Pick<Walk, 'project' | 'interpreter' | 'origin'>,
  limits: Limits,
): Walk {
  return {
    project,
    origin,
    interpreter,
    seen: {
      steps: [],
      exits: [],
      looks: [],
      payloadTypes: [],
      clients: [],
      triggers: [],
      limited: [],
      answers: new Map(),
      convention: noConventionNotes(),
      caughtAborts: [],
      dropped: [],
      outside: [],
      lost: [],
      unbounded: new Map(),
    },
    flow: startFlow(),
    calls: [],
    loops: [],
    tries: [],
    conditions: [],
    governing: [],
    exits: [],
    insideStep: undefined,
    isArgument: false,
    waits: new WeakMap(),
    revived: new Set(),
    ignored: new Set(),
    handled: [],
    shared: noSharedVariables(),
    rounds: [],
    isTesting: false,
    tests: new Map(),
    entries: new Set(),
    followed: new Map(),
    ...limits,
  };
}
