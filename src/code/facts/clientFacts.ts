import { isUpstash } from '../follow/served.js';
import type { LazyProject } from '../follow/project.js';
import type { Environment } from '../follow/environment.js';
import type { Closure, Value } from '../follow/value.js';
import type { Seen } from '../follow/walk.js';
import type { FunctionCode, ModuleCode } from '../syntax/code.js';
import type { ClientFact, TriggerFact } from './configurationFacts.js';
import { functionsThatMayTrigger } from './mayTrigger.js';
import { isTest } from './sourceText.js';

/** How far a file may be from the one that imports the SDK's client. */
const MAX_DISTANCE = 3;

/**
 * The clients that a file makes, and what its functions trigger when each is called by itself. `followed` are the functions
 * that its workflows have been through: they are known with more around them.
 */
export function clientFacts(
  project: LazyProject,
  path: string,
  { followed, seenIn }: { followed: ReadonlySet<FunctionCode>; seenIn: (closure: Closure) => Seen },
): { clients: ClientFact[]; triggers: TriggerFact[] } {
  const { module, environment } = project.enter(path);
  if (isTest(path) || !leadsToClient(project, module)) return { clients: [], triggers: [] };
  const top = project.seenAtTop(path);
  const methods = methodsIn(module, environment);
  const walks = functionsThatMayTrigger(module, (code) => followed.has(code)).map((code) =>
    seenIn(methods.get(code) ?? { module, code, around: environment, self: undefined }),
  );
  const seen = [...(top ? [top] : []), ...walks];
  return {
    clients: onePerPlace(
      seen.flatMap(({ clients }) => clients.filter(({ at }) => at.path === path)),
    ),
    triggers: different(seen.flatMap(({ triggers }) => triggers)),
  };
}

/** Static methods and those of objects know what `this` is. */
function methodsIn(
  module: ModuleCode,
  environment: Environment<Value>,
): Map<FunctionCode, Closure> {
  const values = module.body.flatMap((statement) => {
    if (statement.kind === 'declare') return environment.get(statement.binding) ?? [];
    if (statement.kind === 'bind' && statement.pattern.kind === 'name')
      return environment.get(statement.pattern.binding) ?? [];
    return [];
  });
  const methods = new Map<FunctionCode, Closure>();
  for (const self of values) {
    const { shape } = self;
    const members =
      shape.kind === 'class'
        ? shape.definition.statics
        : shape.kind === 'object'
          ? shape.members
          : new Map<string, Value>();
    for (const { shape: member } of members.values())
      if (member.kind === 'function') methods.set(member.closure.code, { ...member.closure, self });
  }
  return methods;
}

function leadsToClient(project: LazyProject, module: ModuleCode, distance = 0): boolean {
  return module.imports.some(({ specifier, imported, binding }) => {
    if (binding === undefined) return false;
    const target = project.resolve(module.path, specifier);
    if (target === undefined)
      return isClientModule(specifier) && /^(Client|\*|default)$/.test(imported);
    if (distance >= MAX_DISTANCE || !project.near.has(target)) return false;
    return leadsToClient(project, project.module(target), distance + 1);
  });
}

function isClientModule(specifier: string): boolean {
  return isUpstash(specifier) || specifier === '@upstash/qstash';
}

function onePerPlace(clients: readonly ClientFact[]): ClientFact[] {
  return [...new Map(clients.map((each) => [`${each.at.line}:${each.at.column}`, each])).values()];
}

/** One trigger is met from every function that leads to it. */
function different(triggers: readonly TriggerFact[]): TriggerFact[] {
  const byContent = triggers.map((each): [string, TriggerFact] => [
    JSON.stringify([each.at, each.batch, each.options]),
    each,
  ]);
  return [...new Map(byContent).values()];
}
