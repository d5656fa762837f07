import type { CallCode } from '../syntax/code.js';
import { value, type Value } from './value.js';
import type { Frame, Walk } from './walk.js';

/** `context.run.bind(context)`, `flow.handle.bind(flow)`: what is bound, with its `this`; undefined for other calls. */
export function boundBy(
  walk: Walk,
  frame: Frame,
  { callee, args: [code, ...others] }: CallCode,
  receiver: Value | undefined,
): Value | undefined {
  if (callee.kind !== 'member' || callee.name !== 'bind' || !receiver) return undefined;
  const { shape } = receiver;
  if (shape.kind === 'context') return receiver;
  if (shape.kind !== 'function' || !code || others.length > 0) return undefined;
  const self = walk.interpreter.evaluate(walk, frame, code);
  return value({ ...shape, closure: { ...shape.closure, self } }, receiver);
}
