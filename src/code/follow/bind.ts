import type { Code, Pattern } from '../syntax/code.js';
import { memberOf } from './members.js';
import { noteTest } from './looks.js';
import { madeFrom, unknown, value, type Value } from './value.js';
import type { Frame, Walk } from './walk.js';

/** Gives the names of a pattern their values. */
export function bind(walk: Walk, frame: Frame, pattern: Pattern, bound: Value): void {
  switch (pattern.kind) {
    case 'name':
      frame.environment.declare(pattern.binding, labelled(bound, pattern.name));
      return;
    case 'object':
      for (const { key, pattern: inner, fallback } of pattern.properties) {
        const member =
          key === undefined ? unknown({ ...bound, stored: undefined }) : memberOf(walk, bound, key);
        bind(walk, frame, inner, fallback ? withFallback(walk, frame, member, fallback) : member);
      }
      if (pattern.rest) bind(walk, frame, pattern.rest, restOf(pattern, bound));
      return;
    case 'list':
      pattern.elements.forEach((element, index) => {
        if (element) bind(walk, frame, element, memberOf(walk, bound, String(index)));
      });
      if (pattern.rest) bind(walk, frame, pattern.rest, unknown(madeFrom([bound])));
  }
}

/** `{ url, ...others }` */
function restOf({ properties }: Extract<Pattern, { kind: 'object' }>, bound: Value): Value {
  const { shape } = bound;
  if (shape.kind !== 'object') return bound;
  const taken = new Set(properties.map(({ key }) => key));
  const members = new Map([...shape.members].filter(([name]) => !taken.has(name)));
  const spreads = shape.spreads.map((spread) =>
    restOf({ kind: 'object', properties, rest: undefined }, spread),
  );
  return value({ ...shape, members, spreads }, bound);
}

/** `{ ids = [] }`: a missing field is taken care of. */
export function withFallback(walk: Walk, frame: Frame, bound: Value, fallback: Code): Value {
  const other = walk.interpreter.evaluate(walk, frame, fallback);
  if (bound.shape.kind === 'constant' && bound.shape.value === undefined) return other;
  noteTest(walk, bound);
  if (bound.shape.kind === 'unknown' || bound.shape.kind === 'payload') {
    return unknown({ ...bound, identity: `${bound.identity} ?? ${other.identity}` });
  }
  return bound;
}

/** Names are shown by the reader's name for them; things that are known by their content keep theirs. */
function labelled(bound: Value, label: string): Value {
  if (bound.shape.kind === 'constant' || bound.shape.kind === 'text') return bound;
  return { ...bound, label };
}
