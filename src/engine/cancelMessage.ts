import type { Delivery } from './entities.js';
import { drop } from './schedule.js';
import type { EngineState } from './state.js';
import { subjectOf } from './subject.js';

/** Cancels a message of no run; one that is with its endpoint goes on (`false`). */
export function cancelMessage(state: EngineState, message: Delivery, now: number): boolean {
  if (!drop(state, message, now)) return false;
  state.timeline.add({ ...subjectOf(message), at: now, type: 'delivery-dropped' });
  return true;
}
