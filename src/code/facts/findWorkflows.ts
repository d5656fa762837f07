import { createWalk, SEARCH_LIMITS } from '../follow/createWalk.js';
import { type Closure, unknown } from '../follow/value.js';
import { interpreter } from '../follow/interpreter.js';
import type { LazyProject, SourceText } from '../follow/project.js';
import { leadsToServe } from '../follow/served.js';
import type { Project, Served } from '../follow/walk.js';
import { isContextType } from './contextType.js';

const SDK = '@upstash/workflow';

/** Every handler that is given to the SDK, wherever the call hides: at top level, in a wrapper, a factory, a function. */
export function findServed(
  project: LazyProject,
  sources: readonly SourceText[],
): readonly Served[] {
  const entries = entriesAmong(project, sources);
  for (const path of entries) project.enter(path);
  callLeftovers(project, entries);
  return project.served;
}

/** Files that mention the SDK or re-export from such a file, and files that import one of them: `serve` may hide in a factory. */
function entriesAmong(project: LazyProject, sources: readonly SourceText[]): string[] {
  const near = new Set(sources.filter(({ text }) => text.includes(SDK)).map(({ path }) => path));
  const reaches = (pattern: RegExp) => (source: SourceText) =>
    specifiersIn(source.text, pattern).some((each) =>
      near.has(project.resolve(source.path, each) ?? ''),
    );
  let found: SourceText[];
  do {
    found = sources.filter((source) => !near.has(source.path) && reaches(reExports)(source));
    for (const { path } of found) near.add(path);
  } while (found.length > 0);
  const importing = sources.filter((source) => !near.has(source.path) && reaches(imports)(source));
  return [...near, ...importing.map(({ path }) => path)];
}

const imports = /\bfrom\s*['"]([^'"]+)['"]/g;
const reExports = /\bexport\s*(?:type\s*)?(?:\*[^'"]*|\{[^}]*\}\s*)from\s*['"]([^'"]+)['"]/g;

function specifiersIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, specifier]) => specifier ?? []);
}

/**
 * A `serve` inside a function that nobody calls here: `export const POST = (request) => serve(…).POST(request)`. Only
 * files that have their hands on `serve`, or on a function that was seen to lead to it, are searched.
 */
function callLeftovers(project: LazyProject, paths: readonly string[]): void {
  let left = paths;
  let found: string[];
  do {
    found = left.filter((path) => hasServe(project, path));
    left = left.filter((path) => !found.includes(path));
    for (const path of found) callFunctions(project, path);
  } while (found.length > 0);
}

function hasServe(project: LazyProject, path: string): boolean {
  const module = project.module(path);
  return module.imports.some(({ binding }) => {
    const imported = binding === undefined ? undefined : project.imported(module, binding);
    return imported !== undefined && leadsToServe(project, imported);
  });
}

function callFunctions(project: LazyProject, path: string): void {
  const frame = project.enter(path);
  for (const code of frame.module.functions) {
    if (project.visited.has(code)) continue;
    const closure: Closure = {
      module: frame.module,
      code,
      around: frame.environment,
      self: undefined,
    };
    if (takesContext(project, closure)) continue;
    const walk = createWalk(project, interpreter, SEARCH_LIMITS);
    const given = code.parameters.map(() => unknown());
    interpreter.invoke(walk, closure, given, { at: { path, ...code.at }, isHandler: false });
  }
}

/** Functions that take a `WorkflowContext` and that no followed workflow has called. */
export function findHelpers(project: LazyProject): Closure[] {
  return project.modules().flatMap((module) =>
    module.functions
      .filter((code) => !project.visited.has(code))
      .map((code) => ({
        module,
        code,
        around: project.enter(module.path).environment,
        self: undefined,
      }))
      .filter((closure) => takesContext(project, closure)),
  );
}

function takesContext(project: Project, { module, code }: Closure): boolean {
  return code.parameters.some(
    ({ type }) => type !== undefined && isContextType(project, module, type),
  );
}
