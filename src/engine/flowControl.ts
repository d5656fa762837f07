import { parseDuration } from './durations.js';
import type { Delivery, EngineState } from './state.js';

/** Limits of a flow control key, as a message carries them. They bound deliveries, not runs. */
export interface FlowControl {
  readonly key: string;
  /** Deliveries that may be with the endpoint at the same time. */
  readonly parallelism: number | undefined;
  /** Deliveries that may start within a period. */
  readonly rate: number | undefined;
  readonly periodMs: number;
}

/** A key's limits in force and what they hold back. */
export interface FlowKey {
  readonly key: string;
  limits: FlowControl;
  active: number;
  /** Start times of the last deliveries, at most `rate` of them. */
  readonly started: number[];
  readonly waiting: Delivery[];
  /** When the rate lets the next one go, if a timer waits for it. */
  wakesAt: number | undefined;
}

/** Reads `parallelism=10, rate=5, period=60s`; a period that is missing is one second. */
export function parseFlowControl(
  key: string | undefined,
  value: string | undefined,
): FlowControl | undefined {
  if (key === undefined || key === '' || value === undefined) return undefined;
  const pairs = new Map(
    value.split(',').map((pair) => {
      const [name = '', amount = ''] = pair.split('=');
      return [name.trim(), amount.trim()];
    }),
  );
  return {
    key,
    parallelism: readLimit(pairs.get('parallelism')),
    rate: readLimit(pairs.get('rate')),
    periodMs: parseDuration(pairs.get('period') ?? '1s') ?? 1_000,
  };
}

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

function readLimit(text: string | undefined): number | undefined {
  const limit = Number(text);
  return Number.isInteger(limit) && limit > 0 ? limit : undefined;
}
