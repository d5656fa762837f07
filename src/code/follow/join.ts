import { constant, eitherOf, type Shape, stepsIn, unknown, value, type Value } from './value.js';

/** One value for two ways to get there. */
export function join(values: readonly Value[]): Value {
  if (values.length === 1 && values[0]) return values[0];
  // `return {}` and `return undefined` stand for nothing to go on with.
  const present = values.filter((each) => !isNothing(each));
  const [first, ...others] = present;
  if (!first) return values[0] ?? constant(undefined);
  if (others.every((other) => other.identity === first.identity)) return first;
  // `isNew ? context.run(…) : undefined`, `isNew ? [context.run(…)] : []`
  const holding = present.filter(({ shape }) => shape.kind === 'steps' || shape.kind === 'list');
  const steps = holding.flatMap(stepsIn);
  if (steps.length > 0)
    return value({ kind: 'steps', indices: steps }, { label: first.label, ...eitherOf(present) });
  const behaving = present.filter(
    ({ shape }) => shape.kind !== 'unknown' && shape.kind !== 'constant',
  );
  const client = behaving.find(({ shape }) => isClientShape(shape));
  if (client) return client;
  const [only] = behaving;
  if (only && behaving.every((each) => isSameCode(only.shape, each.shape))) return only;
  return unknown({ label: first.label, ...eitherOf(present) });
}

/** Functions and objects are what they are written as, whenever that was followed. */
function isSameCode(one: Shape, other: Shape): boolean {
  if (one === other) return one.kind === 'function' || one.kind === 'object';
  if (one.kind !== 'object' || other.kind !== 'object') return false;
  return one.written !== undefined && one.written.code === other.written?.code;
}

/** `client ?? new Client()` is a client, whatever else it may be. */
function isClientShape(shape: Shape): boolean {
  return shape.kind === 'external' && shape.path.length === 2 && shape.path[0] === 'Client';
}

function isNothing({ shape }: Value): boolean {
  if (shape.kind === 'object') return shape.members.size === 0 && shape.spreads.length === 0;
  return shape.kind === 'constant' && shape.value === undefined;
}
