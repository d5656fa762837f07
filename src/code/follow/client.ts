import type { TypeCode } from '../syntax/code.js';
import { isUpstash } from './served.js';
import { value, type Value } from './value.js';
import type { Frame, Walk } from './walk.js';

const CLIENT = 'Client';

/** The class whose instances trigger workflows, or QStash's own, which publishes. */
export function isClientClass({ shape }: Value): boolean {
  return (
    shape.kind === 'external' &&
    shape.path.length === 1 &&
    shape.path[0] === CLIENT &&
    (isUpstash(shape.module) || shape.module === '@upstash/qstash')
  );
}

/** What `new Client()` answers. */
export function isClient({ shape }: Value): boolean {
  return (
    shape.kind === 'external' &&
    shape.path.length === 2 &&
    shape.path[0] === CLIENT &&
    shape.path[1] === '()' &&
    (isUpstash(shape.module) || shape.module === '@upstash/qstash')
  );
}

/** What is known of a value that is said to be a `Client`. */
export function asTyped(walk: Walk, { module }: Frame, bound: Value, type: TypeCode): Value {
  if (bound.shape.kind !== 'unknown' || type.kind !== 'reference') return bound;
  const imported = module.imports.find(({ name }) => name === type.name);
  if (imported?.imported !== CLIENT) return bound;
  if (walk.project.resolve(module.path, imported.specifier) !== undefined) return bound;
  if (!isUpstash(imported.specifier) && imported.specifier !== '@upstash/qstash') return bound;
  const shape = { kind: 'external', module: imported.specifier, path: [CLIENT, '()'] } as const;
  return value(shape, bound);
}
