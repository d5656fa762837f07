import type { FieldFact, GivenFact, ObjectFact } from '../facts/configurationFacts.js';
import { CHANGEABLE_FIELDS } from '../syntax/changeableFields.js';
import type { CallCode } from '../syntax/code.js';
import type { Value } from './value.js';
import { locate } from './walk.js';

/** Options hold options: a trigger's hold its flow control. Deeper things are nobody's business, and may hold themselves. */
const MAX_DEPTH = 3;

/** Whether an object is written out as an argument of the call. */
export function isInPlace({ shape }: Value, { args }: CallCode): boolean {
  return shape.kind === 'object' && args.some((arg) => arg === shape.written?.code);
}

/** A value as plain data, as far as it can be seen. */
export function givenBy(value: Value, depth = 0): GivenFact {
  const { shape, label, identity } = value;
  switch (shape.kind) {
    case 'constant':
      return { kind: 'constant', value: shape.value };
    case 'text':
      return { kind: 'text', text: label, end: identity.slice(identity.lastIndexOf('}') + 1) };
    case 'object':
      return depth < MAX_DEPTH ? objectGiven(shape, depth) : { kind: 'unknown' };
    case 'function':
      return { kind: 'function' };
    default:
      return { kind: 'unknown' };
  }
}

type ObjectShape = Extract<Value['shape'], { kind: 'object' }>;

/** One field of an object, as far as it can be seen: undefined where it is certain that there is none. */
export function fieldGiven(shape: ObjectShape, name: string): GivenFact | undefined {
  const found = fieldIn(shape, name);
  if (found) return givenBy(found, 1);
  return isWhole(shape) ? undefined : { kind: 'unknown' };
}

function fieldIn({ members, spreads }: ObjectShape, name: string): Value | undefined {
  const spread = spreads.flatMap(({ shape }) =>
    shape.kind === 'object' ? (fieldIn(shape, name) ?? []) : [],
  );
  return members.get(name) ?? spread.at(-1);
}

function isWhole(shape: ObjectShape): boolean {
  return shape.spreads.every((each) => isWholeSpread(each)) && !hasUnknownNames(shape);
}

/** `...(isLast && { … })` may be false, which spreads nothing. */
function isWholeSpread({ shape }: Value): boolean {
  return shape.kind === 'object' ? isWhole(shape) : shape.kind === 'constant';
}

function objectGiven(shape: ObjectShape, depth: number): ObjectFact {
  const { members, spreads, written } = shape;
  const fields = new Map<string, FieldFact>();
  for (const each of spreads) {
    for (const field of spreadBy(each, depth)) fields.set(field.name, field);
  }
  for (const [name, value] of members) {
    fields.set(name, { name, ...placeOf(shape, name, depth), value: givenBy(value, depth + 1) });
  }
  return {
    kind: 'object',
    at: written && locate(written, written.code.at),
    fields: [...fields.values()],
    isWhole: isWhole(shape),
  };
}

function spreadBy({ shape }: Value, depth: number): FieldFact[] {
  if (shape.kind !== 'object') return [];
  return objectGiven(shape, depth).fields.map(({ name, at, value }) => ({ name, at, value }));
}

/** Of what is deeper, only that is pointed at which may be wrong. */
function placeOf(
  { written }: ObjectShape,
  name: string,
  depth: number,
): Pick<FieldFact, 'at' | 'written'> {
  const isChangeable = CHANGEABLE_FIELDS.has(name);
  const property =
    depth === 0 || isChangeable
      ? written?.code.properties.findLast((each) => each.name === name)
      : undefined;
  if (!property || !written) return { at: undefined };
  const at = locate(written, property.at);
  return property.written ? { at, written: property.written } : { at };
}

/** `{ [name]: value }` */
function hasUnknownNames({ written, members }: ObjectShape): boolean {
  const named = written?.code.properties.filter(({ name }) => name !== undefined) ?? [];
  return named.some(({ name }) => typeof name === 'object') && members.size < named.length;
}
