import type { FunctionCode } from '../syntax/code.js';
import type { Flow } from './flow.js';
import { holds, value, type Value } from './value.js';

/** `context.cancel()` answers a promise that throws the abort; whoever does not wait for it goes on as if nothing was. */
export function cancelling(): Value {
  return { ...value({ kind: 'cancelling' }, { label: 'cancel' }), pending: [] };
}

export function isCancelling(answer: Value): boolean {
  return holds(answer, 'cancelling');
}

/** The flow behind `await answer`. */
export function waitedFor(flow: Flow, answer: Value): Flow {
  return isCancelling(answer) ? { ...flow, isCancelled: true } : flow;
}

/** An async function that waits for the cancelling takes nobody with it who does not wait for the function. */
export function cancelledBy(
  { isAsync }: FunctionCode,
  { before, after, answer }: { before: Flow; after: Flow; answer: Value },
): { flow: Flow; answer: Value } {
  if (!isAsync || before.isCancelled || !after.isCancelled) return { flow: after, answer };
  return { flow: { ...after, isCancelled: false }, answer: { ...answer, ...cancelling() } };
}
