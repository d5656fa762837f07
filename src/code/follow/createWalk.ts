import { startFlow } from './flow.js';
import type { Interpreter, Project, Walk } from './walk.js';

/** Far above what hand-written workflows need; it bounds code that calls itself in many ways. */
const BUDGET = 200_000;

export function createWalk(project: Project, interpreter: Interpreter): Walk {
  return {
    project,
    interpreter,
    seen: { steps: [], exits: [], looks: [], payloadTypes: [] },
    flow: startFlow(),
    calls: [],
    loops: [],
    tries: [],
    conditions: [],
    governing: [],
    exits: [],
    insideStep: undefined,
    isTesting: false,
    budget: BUDGET,
  };
}
