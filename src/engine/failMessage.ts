import { sendFailureCallback } from './callbacks.js';
import type { Told } from './callbacks.js';
import { addDeadLetter } from './deadLetters.js';
import type { Attempt, Delivery } from './entities.js';
import { nextId } from './state.js';
import type { EngineState } from './state.js';

/** A plain message has failed for good: keeps a dead letter and, where the message names one, sends its failure callback. */
export function failMessage(
  state: EngineState,
  failed: {
    readonly delivery: Delivery;
    readonly attempt: Attempt;
    readonly told: Told;
    readonly now: number;
  },
): void {
  const { delivery, attempt, told, now } = failed;
  const dlqId = nextId(state, 'dlq');
  addDeadLetter(state, { id: dlqId, at: now, run: undefined, delivery, attempt });
  sendFailureCallback(state, delivery, { ...told, dlqId }, now);
}
