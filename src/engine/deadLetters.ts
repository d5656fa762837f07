import type { DeadLetter } from './entities.js';
import type { EngineState } from './state.js';

/** Keeps a dead letter; past the limit the oldest ones are forgotten, as on QStash. */
export function addDeadLetter(state: EngineState, letter: DeadLetter): void {
  state.deadLetters.set(letter.id, letter);
  for (const id of state.deadLetters.keys()) {
    if (state.deadLetters.size <= state.limits.deadLetters) break;
    state.deadLetters.delete(id);
  }
}
