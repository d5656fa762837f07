import type { CallCode } from '../syntax/code.js';
import { meet } from './flow.js';
import { join } from './join.js';
import { madeFrom, value, type Shape, type Value } from './value.js';
import { invocationBy, type Frame, type Walk } from './walk.js';

/** `handlers[kind]`, where all that the object holds are functions: one of them, by the key. Undefined for other objects. */
export function eitherIn({ shape }: Value, key: Value): Value | undefined {
  if (shape.kind !== 'object' || shape.spreads.length > 0 || shape.members.size === 0)
    return undefined;
  const members = [...shape.members];
  if (!members.every(([, member]) => member.shape.kind === 'function')) return undefined;
  const identity = `one of ${shape.members.size} by ${key.identity}`;
  return value({ kind: 'either', key, members }, { ...madeFrom([key]), identity });
}

/** Calls each of the functions as if it were the one; a run comes out of one of them. */
export function callEither(
  walk: Walk,
  frame: Frame,
  call: CallCode,
  { key, members }: Extract<Shape, { kind: 'either' }>,
  args: readonly Value[],
): Value {
  const start = walk.flow;
  const how = invocationBy(frame, call);
  const ends = members.flatMap(([name, { shape }]) => {
    if (shape.kind !== 'function') return [];
    walk.flow = start;
    const equals = JSON.stringify(name);
    walk.conditions.push({ identity: key.identity, equals, holds: true });
    const answer = walk.interpreter.invoke(walk, shape.closure, args, how);
    walk.conditions.pop();
    return [{ answer, flow: walk.flow }];
  });
  walk.flow = meet(ends.map(({ flow }) => flow));
  return join(ends.map(({ answer }) => answer));
}
