import { flowKeyOf, leaveKey, letGo, takeLimits } from './flowKey.js';
import type { Delivery } from './entities.js';
import { subjectOf } from './subject.js';
import { enterQueue, leaveQueue } from './queues.js';
import type { EngineState } from './state.js';

/** Puts a new delivery on its way at a time; one that is due joins its queue at once. */
export function schedule(state: EngineState, delivery: Delivery, at: number, now: number): void {
  state.pending += 1;
  if (delivery.slot !== undefined) delivery.slot.open += 1;
  if (at > now) {
    state.timeline.add({
      ...subjectOf(delivery),
      at: now,
      type: 'delayed',
      stepName: sleepingStep(delivery),
      dueAt: at,
    });
  }
  place(state, delivery, at, now);
}

/** The step that a delay comes from: a sleep is the delay of its own result, or of its plan; a resumed run has a delay too. */
function sleepingStep({ kind, run, prefix }: Delivery): string | undefined {
  const step = kind === 'workflow' ? run?.entries[prefix - 1]?.step : undefined;
  return step?.stepType.startsWith('Sleep') === true ? step.stepName : undefined;
}

/** Puts a delivery on its way once more. */
export function scheduleAgain(
  state: EngineState,
  delivery: Delivery,
  at: number,
  now: number,
): void {
  place(state, delivery, at, now);
}

/** Gives a delivery that was about to start another time, without counting it as an attempt. */
export function postpone(state: EngineState, delivery: Delivery, at: number, now: number): void {
  release(state, delivery, now);
  place(state, delivery, at, now);
}

function place(state: EngineState, delivery: Delivery, at: number, now: number): void {
  if (delivery.config.flowControl !== undefined) takeLimits(state, delivery.config.flowControl);
  delivery.state = 'scheduled';
  delivery.dueAt = at;
  if (at <= now) enterQueue(state, delivery, now);
  else state.timers.add(at, { kind: 'delivery', delivery });
}

/** Gives a delivery's place back once its endpoint has answered. */
export function release(state: EngineState, delivery: Delivery, now: number): void {
  state.active -= 1;
  leaveKey(state, delivery, now);
}

/** A delivery has come to its end. */
export function settle(
  state: EngineState,
  delivery: Delivery,
  as: 'done' | 'failed' | 'dropped',
  now: number,
): void {
  delivery.state = as;
  state.pending -= 1;
  leaveQueue(state, delivery, now);
}

/** Takes a delivery back that no endpoint has yet; one that is with its endpoint is dropped when the answer comes. */
export function drop(state: EngineState, delivery: Delivery, now: number): boolean {
  const { state: before } = delivery;
  if (before !== 'scheduled' && before !== 'held' && before !== 'ready') return false;
  const key = flowKeyOf(state, delivery);
  if (before === 'held') {
    remove(key?.waiting, delivery);
    remove(delivery.slot?.queue.waiting, delivery);
  }
  settle(state, delivery, 'dropped', now);
  if (key === undefined) return true;
  if (before === 'ready') key.active -= 1;
  letGo(state, key, now);
  return true;
}

/** A delivery whose time has come. */
export function wake(state: EngineState, delivery: Delivery, now: number): void {
  if (delivery.state === 'scheduled') enterQueue(state, delivery, now);
}

/** Puts a delivery behind all that are ready, without a new place under its key. */
export function stepBack(state: EngineState, delivery: Delivery): void {
  state.active -= 1;
  delivery.state = 'ready';
  state.ready.push(delivery);
}

function remove(waiting: Delivery[] | undefined, delivery: Delivery): void {
  const index = waiting?.indexOf(delivery) ?? -1;
  if (index !== -1) waiting?.splice(index, 1);
}
