import type { Closure } from '../follow/value.js';
import type { Project } from '../follow/walk.js';
import { isContextType } from './contextType.js';

/** By what the function says of itself: untyped parameters are found when a workflow hands the context to them. */
export function takesContext(
  project: Project,
  { module, code }: Pick<Closure, 'module' | 'code'>,
): boolean {
  return code.parameters.some(
    ({ type }) => type !== undefined && isContextType(project, module, type),
  );
}
