import { TrifoldError } from '../shared/errors.js';

/** The only way the engine learns the time or waits. Times are milliseconds since the epoch. */
export interface Clock {
  /** Time as the engine sees it: retries, delays and flow control count in it. */
  now(): number;
  /** Real time, for signatures: the SDK's receiver compares them with the machine's own clock. */
  wall(): number;
  /** Asks for `callback` once engine time reaches `at`. A new call replaces the one before; `undefined` forgets it. */
  wakeAt(at: number | undefined, callback: () => void): void;
  /** Calls back after that many real milliseconds, unless the returned function is called first. */
  alarm(realMs: number, callback: () => void): () => void;
  /** Moves engine time forward to `at`. Throws `ENGINE_CLOCK_RUNS_ITSELF` where time passes by itself. */
  moveTo(at: number): void;
  /** True when engine time stands still unless it is moved. */
  readonly isVirtual: boolean;
}

/** A clock that stands still until the engine moves it: a retry in 30 minutes takes a millisecond. */
export function virtualClock(options: { readonly start?: number } = {}): Clock {
  // Real time is the start, because `sleepUntil` and `notBefore` are absolute and come from the machine's clock.
  let now = options.start ?? Date.now();
  return {
    isVirtual: true,
    now: () => now,
    wall: () => Date.now(),
    wakeAt: () => undefined,
    alarm,
    moveTo(at) {
      now = Math.max(now, at);
    },
  };
}

/**
 * A clock that runs by itself, `scale` times as fast as the machine's.
 *
 * With `scale: 60` one real second is one engine minute. Throws `ENGINE_CLOCK_SCALE` unless the scale is positive.
 */
export function systemClock(options: { readonly scale?: number } = {}): Clock {
  const scale = options.scale ?? 1;
  if (!(scale > 0) || !Number.isFinite(scale)) {
    throw new TrifoldError('ENGINE_CLOCK_SCALE', `the clock cannot run ${scale} times as fast`, {
      fix: 'give a scale above 0, for example 1 or 60',
    });
  }
  const start = Date.now();
  const now = () => start + (Date.now() - start) * scale;
  let cancel = () => {};
  return {
    isVirtual: false,
    now,
    wall: () => Date.now(),
    wakeAt(at, callback) {
      cancel();
      cancel = at === undefined ? () => {} : alarm((at - now()) / scale, callback);
    },
    alarm,
    moveTo() {
      throw new TrifoldError('ENGINE_CLOCK_RUNS_ITSELF', 'this clock cannot be moved by hand', {
        fix: 'use virtualClock() where a test moves the time',
      });
    },
  };
}

/** `setTimeout` fires at once above this many milliseconds. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

function alarm(realMs: number, callback: () => void): () => void {
  const timer = setTimeout(callback, Math.min(Math.max(0, Math.ceil(realMs)), LONGEST_TIMEOUT));
  return () => clearTimeout(timer);
}
