import type { FieldFact, GivenFact, ObjectFact } from '../facts/configurationFacts.js';
import type { CallCode } from '../syntax/code.js';
import type { Value } from './value.js';
import { locate } from './walk.js';

/** Options hold options: a trigger's hold its flow control. Deeper things are nobody's business, and may hold themselves. */
const MAX_DEPTH = 3;

/** What fixes change; the spelling of everything would double the facts. */
const CHANGEABLE: ReadonlySet<string> = new Set([
  'failureUrl',
  'flowControl',
  'key',
  'ratePerSecond',
  'retries',
  'retryDelay',
]);

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

function objectGiven(shape: ObjectShape, depth: number): ObjectFact {
  const { members, spreads, written } = shape;
  const spread = spreads.map((each) => spreadBy(each, depth));
  const fields = new Map<string, FieldFact>();
  for (const part of spread) for (const field of part.fields) fields.set(field.name, field);
  for (const [name, value] of members) {
    fields.set(name, { name, ...placeOf(shape, name), value: givenBy(value, depth + 1) });
  }
  return {
    kind: 'object',
    at: written && locate(written, written.code.at),
    fields: [...fields.values()],
    isWhole: spread.every(({ isWhole }) => isWhole) && !hasUnknownNames(shape),
  };
}

function spreadBy({ shape }: Value, depth: number): Pick<ObjectFact, 'fields' | 'isWhole'> {
  if (shape.kind === 'object') {
    const { fields, isWhole } = objectGiven(shape, depth);
    return { fields: fields.map(({ name, at, value }) => ({ name, at, value })), isWhole };
  }
  // `...(isLast && { … })` may be false, which spreads nothing.
  return { fields: [], isWhole: shape.kind === 'constant' };
}

function placeOf({ written }: ObjectShape, name: string): Pick<FieldFact, 'at' | 'written'> {
  const property = written?.code.properties.findLast((each) => each.name === name);
  if (!property || !written) return { at: undefined };
  const at = locate(written, property.at);
  return CHANGEABLE.has(name) && property.written ? { at, written: property.written } : { at };
}

/** `{ [name]: value }` */
function hasUnknownNames({ written, members }: ObjectShape): boolean {
  const named = written?.code.properties.filter(({ name }) => name !== undefined) ?? [];
  return named.some(({ name }) => typeof name === 'object') && members.size < named.length;
}
