import { type Closure, closuresIn, unknown, value, type Value } from '../follow/value.js';
import { createWalk, WORKFLOW_LIMITS } from '../follow/createWalk.js';
import { interpreter } from '../follow/interpreter.js';
import { requiredFields } from '../follow/requiredFields.js';
import type { Project, Served, Walk } from '../follow/walk.js';
import { isContextType } from './contextType.js';
import type { WorkflowFacts } from './workflowFacts.js';

export function followServed(project: Project, served: Served): WorkflowFacts {
  const walk = createWalk(project, interpreter, WORKFLOW_LIMITS);
  if (served.payloadType)
    walk.seen.payloadTypes.push({ type: served.payloadType, module: served.module });
  // A wrapper out of reach is given the handler, and maybe options with functions behind it.
  const { shape } = served.handler;
  const [handler] = shape.kind === 'wrapped' ? shape.closures : closuresIn(served.handler);
  if (handler) interpreter.invoke(walk, handler, [context()], { at: served.at, isHandler: true });
  return toFacts(walk, {
    kind: 'served',
    at: served.at,
    isComplete: handler !== undefined && walk.budget > 0,
  });
}

/** Answers nothing for a function that runs no step: it only reads the context. */
export function followHelper(project: Project, closure: Closure): WorkflowFacts[] {
  if (project.visited.has(closure.code)) return [];
  const walk = createWalk(project, interpreter, WORKFLOW_LIMITS);
  const at = { path: closure.module.path, ...closure.code.at };
  const given = closure.code.parameters.map(({ type }) =>
    type && isContextType(project, closure.module, type) ? context() : unknown(),
  );
  interpreter.invoke(walk, closure, given, { at, isHandler: false });
  return walk.seen.steps.length > 0
    ? [toFacts(walk, { kind: 'helper', at, isComplete: walk.budget > 0 })]
    : [];
}

function context(): Value {
  return value({ kind: 'context', path: [] }, { identity: 'context', label: 'context' });
}

function toFacts(
  walk: Walk,
  about: Pick<WorkflowFacts, 'kind' | 'at' | 'isComplete'>,
): WorkflowFacts {
  const { steps, exits, looks, payloadTypes } = walk.seen;
  const known = payloadTypes
    .map(({ type, module }) => requiredFields(walk.project, module, type))
    .find((fields) => fields !== undefined);
  return { ...about, steps, exits, payload: { required: known, looks } };
}
