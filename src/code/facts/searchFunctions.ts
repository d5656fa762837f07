import { createWalk, SEARCH_LIMITS } from '../follow/createWalk.js';
import { interpreter } from '../follow/interpreter.js';
import type { LazyProject } from '../follow/project.js';
import { leadsToServe } from '../follow/served.js';
import { unknown, type Closure } from '../follow/value.js';
import type { ModuleCode } from '../syntax/code.js';
import { takesContext } from './takesContext.js';

/**
 * Calls the functions of a file that nobody has called, for the `serve` that may hide in them:
 * `export const POST = (request) => serve(…).POST(request)`. Only files that have their hands on `serve`, or on a function
 * that leads to it, are searched.
 */
export function searchFunctions(project: LazyProject, path: string): void {
  if (project.searched.has(path) || !project.near.has(path)) return;
  project.searched.add(path);
  const { module, environment } = project.enter(path);
  if (!hasServe(project, module)) return;
  for (const code of module.functions) {
    if (project.visited.has(code)) continue;
    const closure: Closure = { module, code, around: environment, self: undefined };
    if (takesContext(project, closure)) continue;
    const walk = createWalk({ project, interpreter, origin: path }, SEARCH_LIMITS);
    const given = code.parameters.map(() => unknown());
    interpreter.invoke(walk, closure, given, { at: { path, ...code.at }, isHandler: false });
  }
}

function hasServe(project: LazyProject, module: ModuleCode): boolean {
  return module.imports.some(({ specifier, binding }) => {
    const target = project.resolve(module.path, specifier);
    if (target !== undefined && !project.near.has(target)) return false;
    if (target !== undefined) searchFunctions(project, target);
    const imported = binding === undefined ? undefined : project.imported(module, binding);
    return imported !== undefined && leadsToServe(project, imported);
  });
}
