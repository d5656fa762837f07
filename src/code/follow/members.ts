import { noteRead } from './noteTrigger.js';
import {
  ENVIRONMENT,
  spelled,
  unknown,
  value,
  withVaries,
  type ClassValue,
  type Sources,
  type Value,
} from './value.js';
import type { Walk } from './walk.js';

/** `object.name` */
export function memberOf(walk: Walk, object: Value, name: string): Value {
  const member = found(walk, object, name) ?? derived(walk, object, name);
  noteRead(walk, object, name);
  return member;
}

function found(walk: Walk, object: Value, name: string): Value | undefined {
  const { shape } = object;
  switch (shape.kind) {
    case 'context':
      if (shape.path.length === 0 && name === 'requestPayload') walk.seen.convention.reads.add('*');
      return contextMember(shape.path, name);
    case 'payload': {
      const field = shape.field ?? name;
      walk.seen.convention.reads.add(field);
      return named({ kind: 'payload', field }, object, name, {
        varies: object.varies,
        payload: new Set([field]),
        outside: object.outside,
      });
    }
    case 'object':
      return memberOfObject(walk, object, shape, name);
    case 'class':
      return (
        shape.definition.statics.get(name) ??
        staticGetter(walk, object, shape.definition, name) ??
        (shape.definition.base && found(walk, shape.definition.base, name))
      );
    case 'module':
      return walk.project.exported(shape.path, name);
    case 'external': {
      const path = [...shape.path, name];
      const { settled, stored, allRows } = object;
      const member = named({ ...shape, path }, object, name, object);
      const payload = isEnvironment(shape.module, path) ? environment : member.payload;
      return { ...member, payload, settled, stored, allRows };
    }
    case 'list':
      return /^\d+$/.test(name) ? (shape.elements[Number(name)] ?? shape.each) : undefined;
    case 'steps':
      return unknown({ label: name, varies: object.varies });
    case 'constant':
    case 'text':
      // `new URL(path, base).href` is the text itself.
      return name === 'href' ? object : undefined;
    case 'unknown':
    case 'instance':
    case 'function':
    case 'wrapped':
    case 'either':
    case 'error':
    case 'running':
    case 'cancelling':
      return undefined;
    case 'route':
      return handlers.has(name) ? object : undefined;
  }
}

/** What `serve` answers holds its handler by these names, as the framework wants it. */
const handlers = new Set(['POST', 'handler', 'default', 'fetch']);

function staticGetter(
  walk: Walk,
  self: Value,
  { code, module, around }: ClassValue,
  name: string,
): Value | undefined {
  const getter = code.members.find((each) => each.isGetter && each.isStatic && each.name === name);
  const index = getter?.value.kind === 'function' ? getter.value.index : -1;
  const body = module.functions[index];
  if (!body) return undefined;
  const at = { path: module.path, ...body.at };
  return walk.interpreter.invoke(walk, { module, code: body, around, self }, [], {
    at,
    isHandler: false,
  });
}

function memberOfObject(
  walk: Walk,
  self: Value,
  shape: Extract<Value['shape'], { kind: 'object' }>,
  name: string,
): Value | undefined {
  const own = shape.members.get(name);
  if (own?.shape.kind === 'function' && own.shape.closure.isGetter) {
    const { closure } = own.shape;
    const at = { path: closure.module.path, ...closure.code.at };
    return walk.interpreter.invoke(walk, closure, [], { at, isHandler: false, self });
  }
  if (own) return own;
  const spread = shape.spreads.at(-1);
  return spread && memberOf(walk, spread, name);
}

const environment: ReadonlySet<string> = new Set([ENVIRONMENT]);

/** `process.env`, `Deno.env`, and the modules in which a framework keeps such variables. */
function isEnvironment(module: string, path: readonly string[]): boolean {
  if (module === 'global') return /^(process|Deno|Bun)\.env$/.test(path.join('.'));
  return (
    /^(\$env\/.*|astro:env\/.*|@t3-oss\/env-.*)$/.test(module) || isWorkerEnvironment(module, path)
  );
}

function isWorkerEnvironment(module: string, [name]: readonly string[]): boolean {
  return module === 'cloudflare:workers' && name === 'env';
}

/** Members of `WorkflowContext` that cannot run a step, in either SDK major. */
const data = new Set([
  'failureUrl',
  'flowControl',
  'invokeCount',
  'label',
  'labels',
  'qstashClient',
  'rawInitialPayload',
  'retried',
  'retries',
  'retryDelay',
  'url',
  'workflowRunCreatedAt',
  'workflowRunId',
]);

function contextMember(path: readonly string[], name: string): Value {
  if (path.length === 0 && name === 'requestPayload') {
    return value(
      { kind: 'payload', field: undefined },
      { identity: 'payload', label: 'context.requestPayload', payload: new Set(['*']) },
    );
  }
  const identity = ['context', ...path, name].join('.');
  if (path.length === 0 && name === 'headers') {
    return unknown({ identity, label: identity, payload: new Set(['context.headers']) });
  }
  if (path.length === 0 && name === 'env')
    return unknown({ identity, label: identity, payload: environment });
  if (path.length === 0 && data.has(name)) return unknown({ identity, label: identity });
  return value({ kind: 'context', path: [...path, name] }, { identity, label: identity });
}

function derived(walk: Walk, object: Value, name: string): Value {
  const { stored } = object;
  const member = named({ kind: 'unknown' }, object, name, object);
  if (!stored) return member;
  return { ...member, stored: { ...stored, was: stored.was && memberOf(walk, stored.was, name) } };
}

function named(shape: Value['shape'], object: Value, name: string, sources: Sources): Value {
  return spelled(shape, `${object.identity}.${name}`, `${object.label}.${name}`, sources);
}

/** What one round of a loop over `source` sees: the element, and its position. */
export function roundOf(source: Value, loop: number): { element: Value; index: Value } {
  const varies = [...source.varies, loop];
  const each = source.shape.kind === 'list' ? source.shape.each : undefined;
  const element = each ? withVaries(each, varies) : elementOf(source, varies);
  return { element, index: countFrom('0', loop) };
}

function elementOf(source: Value, varies: readonly number[]): Value {
  const { payload, outside } = source;
  const identity = `each(${source.identity})`;
  const about = { varies: new Set(varies), payload, outside, identity, label: 'item' };
  return unknown({ ...about, stored: roundStored(source) });
}

function roundStored({ stored }: Value): Value['stored'] {
  if (!stored) return undefined;
  const was = stored.was?.shape.kind === 'list' ? stored.was.shape.each : undefined;
  return { step: stored.step, was };
}

/** How the identity of a counter begins. */
export const COUNT_FROM = 'count from ';

/** Counters that start at the same number take the same values, in whichever loop. */
export function countFrom(start: string, loop: number): Value {
  return unknown({ identity: `${COUNT_FROM}${start}`, label: 'index', varies: new Set([loop]) });
}
