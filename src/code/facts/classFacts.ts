import type { LazyProject } from '../follow/project.js';
import type { ClassValue, Closure } from '../follow/value.js';
import type { Seen } from '../follow/walk.js';
import type { ClassCode, ModuleCode, Statement } from '../syntax/code.js';
import type { ClassFact, ClassTriggerGiven } from './conventionFacts.js';

/** The classes of a file that have static triggers, each trigger followed for itself. */
export function classFacts(
  project: LazyProject,
  path: string,
  seenIn: (closure: Closure) => Seen,
): ClassFact[] {
  const { module, environment } = project.enter(path);
  return module.body.flatMap((statement) => {
    const declared = classIn(statement);
    if (!declared || !hasTriggers(declared.code)) return [];
    const found = environment.get(declared.binding);
    if (found?.shape.kind !== 'class') return [];
    return [toClassFact(module, found.shape.definition, seenIn)];
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
  module: ModuleCode,
  { code, statics }: ClassValue,
  seenIn: (closure: Closure) => Seen,
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
      .map(({ name, at, closure }) => ({ name, at, given: givenBy(seenIn(closure)) })),
  };
}

function givenBy({ convention }: Seen): ClassTriggerGiven[] {
  return [...convention.deeds.values()].flatMap(({ trigger, flowControl }) =>
    trigger ? { ...trigger, flowControl } : [],
  );
}
