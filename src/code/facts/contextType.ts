import type { ModuleCode, TypeCode } from '../syntax/code.js';
import { findType } from '../follow/requiredFields.js';
import type { Project } from '../follow/walk.js';

/** `WorkflowContext<T>`, `Pick<WorkflowContext, 'run'>`, and aliases of these. */
export function isContextType(
  project: Project,
  module: ModuleCode,
  type: TypeCode,
  depth = 0,
): boolean {
  if (depth > 5) return false;
  if (type.kind === 'all')
    return type.types.some((each) => isContextType(project, module, each, depth + 1));
  if (type.kind !== 'reference') return false;
  if (type.name === 'WorkflowContext') return true;
  // `Pick<WorkflowContext, …>` is a context; `Handler<WorkflowContext>` need not be.
  if (type.name === 'Pick' || type.name === 'Omit') {
    return type.args.slice(0, 1).some((each) => isContextType(project, module, each, depth + 1));
  }
  const declared = findType(project, module, type.name);
  return (
    declared !== undefined && isContextType(project, declared.module, declared.type, depth + 1)
  );
}
