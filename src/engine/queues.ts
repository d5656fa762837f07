import type { Delivery, Queue, QueueSlot } from './entities.js';
import { enterKey } from './flowKey.js';
import type { EngineState } from './state.js';

/** Changes a queue, or makes one: `parallelism` 1 and running, if nothing else is said. */
export function upsertQueue(
  state: EngineState,
  given: {
    readonly name: string;
    readonly parallelism?: number | undefined;
    readonly isPaused?: boolean | undefined;
    readonly now: number;
  },
): Queue {
  const known = state.queues.get(given.name);
  if (known === undefined) {
    const queue: Queue = {
      name: given.name,
      createdAt: given.now,
      updatedAt: given.now,
      parallelism: given.parallelism ?? 1,
      isPaused: given.isPaused ?? false,
      active: 0,
      waiting: [],
    };
    state.queues.set(given.name, queue);
    return queue;
  }
  known.updatedAt = given.now;
  known.parallelism = given.parallelism ?? known.parallelism;
  known.isPaused = given.isPaused ?? known.isPaused;
  admit(state, known, given.now);
  return known;
}

/** A place in a queue for one message and its callbacks. */
export function createSlot(queue: Queue): QueueSlot {
  return { queue, isTaken: false, open: 0 };
}

/** Lets a message that is due go when its queue does; its retries and callbacks go at once, the queue waits for them. */
export function enterQueue(state: EngineState, delivery: Delivery, now: number): void {
  const { slot } = delivery;
  if (slot === undefined || slot.isTaken) return enterKey(state, delivery, now);
  delivery.state = 'held';
  slot.queue.waiting.push(delivery);
  admit(state, slot.queue, now);
}

/** A message, or one of its callbacks, is done; with the last of them the next message may go. */
export function leaveQueue(state: EngineState, { slot }: Delivery, now: number): void {
  if (slot === undefined) return;
  slot.open -= 1;
  if (slot.open > 0 || !slot.isTaken) return;
  slot.isTaken = false;
  slot.queue.active -= 1;
  admit(state, slot.queue, now);
}

function admit(state: EngineState, queue: Queue, now: number): void {
  while (!queue.isPaused && queue.active < queue.parallelism) {
    const next = queue.waiting.shift();
    if (next?.slot === undefined) return;
    queue.active += 1;
    next.slot.isTaken = true;
    enterKey(state, next, now);
  }
}
