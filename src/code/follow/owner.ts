import type { Code } from '../syntax/code.js';
import type { Value } from './value.js';
import { testing, type Frame, type Walk } from './walk.js';

/** What a member is taken of: `payload.userId` works with the field, not with the payload. */
export function evaluateOwner(walk: Walk, frame: Frame, code: Code): Value {
  const visit = () => walk.interpreter.evaluate(walk, frame, code);
  // `db.select().where(eq(id, payload.userId)).limit(1)` works with what its calls are given.
  return isCall(code) ? visit() : testing(walk, visit);
}

function isCall(code: Code): boolean {
  switch (code.kind) {
    case 'call':
      return true;
    case 'member':
      return isCall(code.object);
    case 'await':
    case 'typed':
      return isCall(code.value);
    default:
      return false;
  }
}
