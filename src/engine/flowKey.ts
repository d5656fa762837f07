import type { FlowControl } from './flowControl.js';
import type { Delivery, FlowKey } from './entities.js';
import type { EngineState } from './state.js';

/** The limits of the last message that names a key hold for the whole key, except where they are pinned. */
export function takeLimits(state: EngineState, limits: FlowControl): void {
  const key = openKey(state, limits.key);
  const { pinned, limits: before } = key;
  key.limits = {
    key: limits.key,
    parallelism: pinned.parallelism ? before.parallelism : limits.parallelism,
    rate: pinned.rate ? before.rate : limits.rate,
    periodMs: pinned.rate ? before.periodMs : limits.periodMs,
  };
}

/** The key of that name; a new one has no limits. */
export function openKey(state: EngineState, name: string): FlowKey {
  const known = state.flowKeys.get(name);
  if (known !== undefined) return known;
  if (state.flowKeys.size >= state.limits.flowKeys) forgetIdle(state);
  const key: FlowKey = {
    key: name,
    limits: { key: name, parallelism: undefined, rate: undefined, periodMs: 1_000 },
    isPaused: false,
    pinned: { parallelism: false, rate: false },
    active: 0,
    started: [],
    waiting: [],
    wakesAt: undefined,
  };
  state.flowKeys.set(name, key);
  return key;
}

/** Forgets keys that hold nothing back; one whose period has not passed starts anew when it is named again. */
function forgetIdle(state: EngineState): void {
  for (const key of state.flowKeys.values()) {
    const isPinned = key.pinned.parallelism || key.pinned.rate;
    const isIdle = key.active === 0 && key.waiting.length === 0;
    if (isIdle && !key.isPaused && !isPinned) state.flowKeys.delete(key.key);
  }
}

/** The key that holds a delivery, if its message names one. */
export function flowKeyOf(state: EngineState, delivery: Delivery): FlowKey | undefined {
  const key = delivery.config.flowControl?.key;
  return key === undefined ? undefined : state.flowKeys.get(key);
}

/** Lets a delivery go as soon as its key does; one without a key is ready at once. */
export function enterKey(state: EngineState, delivery: Delivery, now: number): void {
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
    label: delivery.labels[0],
    flowKey: key.key,
  });
}

/** Gives the place of a delivery under its key to the next one. */
export function leaveKey(state: EngineState, delivery: Delivery, now: number): void {
  const key = flowKeyOf(state, delivery);
  if (key === undefined) return;
  key.active -= 1;
  letGo(state, key, now);
}

/** Starts what a key lets go and sets a timer for the rest where only time stands in the way. */
export function letGo(state: EngineState, key: FlowKey, now: number): void {
  while (key.waiting.length > 0) {
    const at = nextStart(key, now);
    if (at === undefined) break;
    if (at > now) {
      if (key.wakesAt === at) return;
      key.wakesAt = at;
      state.timers.add(at, { kind: 'flow', key, at });
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

/** When the key lets its next delivery start: `now`, a later time, or `undefined` while time alone does not help. */
function nextStart(key: FlowKey, now: number): number | undefined {
  const { parallelism, rate, periodMs } = key.limits;
  if (key.isPaused || (parallelism !== undefined && key.active >= parallelism)) return undefined;
  if (rate === undefined) return now;
  const earliest = key.started.at(-rate);
  return earliest === undefined ? now : Math.max(now, earliest + periodMs);
}

function noteStart(key: FlowKey, now: number): void {
  key.active += 1;
  const { rate, periodMs } = key.limits;
  if (rate === undefined) return;
  key.started.push(now);
  const past = key.started.findIndex((at) => at > now - periodMs);
  key.started.splice(0, Math.max(past, key.started.length - rate));
}
