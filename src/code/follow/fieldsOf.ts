import type { Value } from './value.js';

/** The fields of an object, spread ones included; undefined where not all of them can be seen. */
export function fieldsOf(object: Value): { name: string; value: Value }[] | undefined {
  const { shape } = object;
  // `...(isCapped && { capped: true })`
  if (shape.kind === 'constant') return [];
  if (shape.kind !== 'object') return undefined;
  const spread = shape.spreads.map(fieldsOf);
  if (!spread.every((fields) => fields !== undefined)) return undefined;
  return [...spread.flat(), ...[...shape.members].map(([name, value]) => ({ name, value }))];
}
