import type { DryRun } from '../facts/conventionFacts.js';
import type { OutsideNote } from './outsideNote.js';
import type { Skip } from './skip.js';

/** How far a run has come at one point of the code. */
export interface Flow {
  /** Whether a step has run: on no path to here, on some, on all. */
  ran: 'none' | 'maybe' | 'some';
  /** `context.cancel()` has been called. */
  isCancelled: boolean;
  /** Whether a dry run passes here, by the names of what was asked. */
  dryRun: DryRun;
  /** False behind a return, throw, break or continue. */
  isAlive: boolean;
  /** Where `ran` is `maybe`: what is known to lead here without a step. */
  skips: ReadonlySet<Skip>;
  /** Indices of the steps that may have run. */
  done: ReadonlySet<number>;
  /** What was done outside the steps. */
  outside: ReadonlySet<OutsideNote>;
}

export function startFlow(): Flow {
  return {
    ran: 'none',
    isCancelled: false,
    dryRun: 'unasked',
    isAlive: true,
    skips: new Set(),
    done: new Set(),
    outside: new Set(),
  };
}

/** The flow where several ways meet; ways that have ended do not count. */
export function meet(flows: readonly Flow[]): Flow {
  const [first, ...others] = flows.filter(({ isAlive }) => isAlive);
  if (!first) return ended(flows[0] ?? startFlow());
  if (others.length === 0) return first;
  return others.reduce(
    (one, other) => ({
      ran: one.ran === other.ran ? one.ran : 'maybe',
      isCancelled: one.isCancelled && other.isCancelled,
      dryRun: one.dryRun === other.dryRun ? one.dryRun : 'unasked',
      isAlive: true,
      skips: both(one.skips, other.skips),
      done: both(one.done, other.done),
      outside: both(one.outside, other.outside),
    }),
    first,
  );
}

function both<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): ReadonlySet<T> {
  if (one.size === 0 || one === other) return other;
  return other.size === 0 ? one : new Set([...one, ...other]);
}

/** Behind a return, throw, break or continue. */
export function ended(flow: Flow): Flow {
  return flow.isAlive ? { ...flow, isAlive: false } : flow;
}

/** Code out of sight was given the context and may have run a step. */
export function mayHaveRun(flow: Flow): Flow {
  return flow.ran === 'some' ? flow : { ...flow, ran: 'maybe', skips: new Set() };
}
