import { createWalk, SEARCH_LIMITS } from '../follow/createWalk.js';
import { interpreter } from '../follow/interpreter.js';
import type { LazyProject } from '../follow/project.js';
import { unknown, type ClassValue, type Closure } from '../follow/value.js';
import type { ClassCode, ModuleCode, Statement } from '../syntax/code.js';
import type { ClassFact, TriggerGiven } from './conventionFacts.js';

/** The classes of a file that have static triggers, each trigger followed for itself. */
export function classFacts(project: LazyProject, path: string): ClassFact[] {
  const { module, environment } = project.enter(path);
  return module.body.flatMap((statement) => {
    const declared = classIn(statement);
    if (!declared || !hasTriggers(declared.code)) return [];
    const found = environment.get(declared.binding);
    if (found?.shape.kind !== 'class') return [];
    return [toClassFact(project, module, found.shape.definition)];
  });
}

function classIn(statement: Statement): { code: ClassCode; binding: number } | undefined {
  if (statement.kind === 'declare' && statement.value.kind === 'class')
    return { code: statement.value, binding: statement.binding };
  if (statement.kind !== 'bind' || statement.value?.kind !== 'class') return undefined;
  return statement.pattern.kind === 'name'
    ? { code: statement.value, binding: statement.pattern.binding }
    : undefined;
}

function hasTriggers({ members }: ClassCode): boolean {
  return members.some(({ name, isStatic }) => isStatic && isTrigger(name));
}

function isTrigger(name: string): boolean {
  return /^trigger[A-Z]/.test(name);
}

function toClassFact(
  project: LazyProject,
  module: ModuleCode,
  { code, statics }: ClassValue,
): ClassFact {
  const { path } = module;
  const functions = [...statics].flatMap(([name, { shape }]) =>
    shape.kind === 'function' ? [{ name, closure: shape.closure }] : [],
  );
  const placed = functions.map(({ name, closure }) => ({
    name,
    at: { path: closure.module.path, ...closure.code.at },
    closure,
  }));
  return {
    name: code.name ?? 'a class',
    at: { path, ...code.at },
    statics: placed.map(({ name, at }) => ({ name, at })),
    triggers: placed
      .filter(({ name }) => isTrigger(name))
      .map(({ name, at, closure }) => ({ name, at, given: givenBy(project, path, closure) })),
  };
}

function givenBy(project: LazyProject, origin: string, closure: Closure): TriggerGiven[] {
  const walk = createWalk({ project, interpreter, origin }, SEARCH_LIMITS);
  const at = { path: closure.module.path, ...closure.code.at };
  interpreter.invoke(
    walk,
    closure,
    closure.code.parameters.map(() => unknown()),
    { at, isHandler: false },
  );
  return [...walk.seen.convention.deeds.values()].flatMap(({ trigger }) => trigger ?? []);
}
