import type { Delivery } from './entities.js';
import type { EngineState } from './state.js';

/** Keeps a plain message or its callback for the listings; past the limit the oldest that are done are forgotten. */
export function rememberMessage(state: EngineState, delivery: Delivery): void {
  const { messages, limits } = state;
  messages.set(delivery.messageId, delivery);
  // Some at a time: many that are not done yet would be looked at again with every new one.
  if (messages.size <= limits.messages * 1.1) return;
  for (const [id, known] of messages) {
    if (messages.size <= limits.messages) break;
    if (isOver(known)) messages.delete(id);
  }
}

/** Whether nothing will happen with a delivery any more. */
export function isOver({ state }: Delivery): boolean {
  return state === 'done' || state === 'failed' || state === 'dropped';
}
