import { nextStart, noteStart, pinLimits } from './flowKey.js';
import type { Delivery, EngineState, FlowKey, Timer } from './state.js';

/** Puts a delivery on its way at a time; one that is due joins its queue at once. */
export function schedule(state: EngineState, delivery: Delivery, at: number, now: number): void {
  if (delivery.attempts.length === 0 || delivery.isDuplicate) state.pending += 1;
  place(state, delivery, at, now);
}

/** Gives a delivery that was about to start another time, without counting it as an attempt. */
export function postpone(state: EngineState, delivery: Delivery, at: number, now: number): void {
  release(state, delivery, now);
  place(state, delivery, at, now);
}

function place(state: EngineState, delivery: Delivery, at: number, now: number): void {
  if (delivery.config.flowControl !== undefined) pinLimits(state, delivery.config.flowControl);
  delivery.state = 'scheduled';
  if (at <= now) enqueue(state, delivery, now);
  else state.timers.add(at, { kind: 'delivery', delivery });
}

/** Takes the deliveries that may start at `now`, as many as the limit of deliveries in flight allows. */
export function takeDue(state: EngineState, now: number): readonly Delivery[] {
  for (let timer = state.timers.takeDue(now); timer; timer = state.timers.takeDue(now)) {
    wake(state, timer, now);
  }
  const started: Delivery[] = [];
  while (state.active < state.limits.inFlight) {
    const delivery = state.ready.shift();
    if (delivery === undefined) break;
    if (delivery.state !== 'ready') continue;
    delivery.state = 'active';
    delivery.startedAt = now;
    state.active += 1;
    started.push(delivery);
  }
  return started;
}

/** When there will next be something to take, if time alone brings it. */
export function nextDue(state: EngineState): number | undefined {
  return state.timers.nextAt(isLive);
}

/** Gives a delivery's place back once its endpoint has answered. */
export function release(state: EngineState, delivery: Delivery, now: number): void {
  state.active -= 1;
  releaseSlot(state, delivery, now);
}

/** A delivery has come to its end. */
export function settle(state: EngineState, delivery: Delivery, as: 'done' | 'failed'): void {
  delivery.state = as;
  state.pending -= 1;
}

/** Takes a delivery back that no endpoint has yet; one that is with its endpoint is dropped when the answer comes. */
export function drop(state: EngineState, delivery: Delivery, now: number): void {
  const { state: before } = delivery;
  if (before !== 'scheduled' && before !== 'held' && before !== 'ready') return;
  delivery.state = 'dropped';
  state.pending -= 1;
  const key = flowKeyOf(state, delivery);
  if (key === undefined) return;
  if (before === 'held') key.waiting.splice(key.waiting.indexOf(delivery), 1);
  if (before === 'ready') key.active -= 1;
  letGo(state, key, now);
}

function enqueue(state: EngineState, delivery: Delivery, now: number): void {
  const key = flowKeyOf(state, delivery);
  if (key === undefined) {
    delivery.state = 'ready';
    state.ready.push(delivery);
    return;
  }
  delivery.state = 'held';
  key.waiting.push(delivery);
  letGo(state, key, now);
  if (key.waiting.at(-1) !== delivery) return;
  state.timeline.add({
    at: now,
    type: 'held',
    runId: delivery.run?.id,
    messageId: delivery.messageId,
    path: delivery.path,
    label: delivery.run?.labels[0],
    flowKey: key.key,
  });
}

/** Starts what a key lets go and sets a timer for the rest where only time stands in the way. */
function letGo(state: EngineState, key: FlowKey, now: number): void {
  while (key.waiting.length > 0) {
    const at = nextStart(key, now);
    if (at === undefined) return;
    if (at > now) {
      if (key.wakesAt === at) return;
      key.wakesAt = at;
      state.timers.add(at, { kind: 'flow', key });
      return;
    }
    const delivery = key.waiting.shift();
    if (delivery === undefined) return;
    noteStart(key, now);
    delivery.state = 'ready';
    state.ready.push(delivery);
  }
  key.wakesAt = undefined;
}

function wake(state: EngineState, timer: Timer, now: number): void {
  if (timer.kind === 'delivery') {
    if (timer.delivery.state === 'scheduled') enqueue(state, timer.delivery, now);
    return;
  }
  timer.key.wakesAt = undefined;
  letGo(state, timer.key, now);
}

function releaseSlot(state: EngineState, delivery: Delivery, now: number): void {
  const key = flowKeyOf(state, delivery);
  if (key === undefined) return;
  key.active -= 1;
  letGo(state, key, now);
}

function flowKeyOf(state: EngineState, delivery: Delivery): FlowKey | undefined {
  const key = delivery.config.flowControl?.key;
  return key === undefined ? undefined : state.flowKeys.get(key);
}

function isLive(timer: Timer): boolean {
  return timer.kind === 'delivery'
    ? timer.delivery.state === 'scheduled'
    : timer.key.waiting.length > 0;
}
