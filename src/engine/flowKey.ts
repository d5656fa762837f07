import type { FlowControl } from './flowControl.js';
import type { EngineState, FlowKey } from './state.js';

/** The limits of the last message that names a key hold for the whole key. */
export function pinLimits(state: EngineState, limits: FlowControl): FlowKey {
  const known = state.flowKeys.get(limits.key);
  if (known !== undefined) {
    known.limits = limits;
    return known;
  }
  const key: FlowKey = {
    key: limits.key,
    limits,
    active: 0,
    started: [],
    waiting: [],
    wakesAt: undefined,
  };
  state.flowKeys.set(limits.key, key);
  return key;
}

/** When the key lets its next delivery start: `now`, a later time, or `undefined` while all its slots are taken. */
export function nextStart(key: FlowKey, now: number): number | undefined {
  const { parallelism, rate, periodMs } = key.limits;
  if (parallelism !== undefined && key.active >= parallelism) return undefined;
  if (rate === undefined) return now;
  const earliest = key.started.at(-rate);
  return earliest === undefined ? now : Math.max(now, earliest + periodMs);
}

/** Counts a delivery that starts now. */
export function noteStart(key: FlowKey, now: number): void {
  key.active += 1;
  if (key.limits.rate === undefined) return;
  key.started.push(now);
  if (key.started.length > key.limits.rate) key.started.shift();
}
