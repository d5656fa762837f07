import { createHash } from 'node:crypto';
import { textOf } from './body.js';
import type { Delivery, DeliveryKind } from './entities.js';

/**
 * What goes wrong with a delivery.
 *
 * - `fail`: the endpoint is not called, the delivery counts as answered with `status`
 * - `drop-before`: the delivery is lost on its way, nothing comes back
 * - `drop-after`: the handler runs, its answer is lost
 * - `fail-append`: the handler runs, but what it sends to the engine about its own run is answered `status`: the step
 *   has done its work and nobody knows
 * - `delay`: the delivery goes out `delayMs` later (engine time)
 * - `duplicate`: the delivery goes out twice
 * - `reorder`: the delivery goes out after all others that are due
 */
export type FaultKind =
  'fail' | 'drop-before' | 'drop-after' | 'fail-append' | 'delay' | 'duplicate' | 'reorder';

/** What a rule's `match` is asked about. */
export interface FaultTarget {
  readonly kind: DeliveryKind;
  readonly path: string;
  readonly runId: string | undefined;
  readonly labels: readonly string[];
  readonly payload: string;
  /** Results that the delivery carries: 0 for the first one of a run. */
  readonly stepsDone: number;
  /** 1 for the first attempt. */
  readonly attempt: number;
}

export interface FaultRule {
  readonly kind: FaultKind;
  /** Share of the matching deliveries that are hit, 0 to 1; all of them when left out. */
  readonly probability?: number;
  /** The same seed hits the same deliveries (told apart by path, run id, place in the run and attempt). */
  readonly seed?: number;
  readonly match?: (delivery: FaultTarget) => boolean;
  /** How many deliveries are hit at most. */
  readonly times?: number;
  /** Status of `fail` and `fail-append`; 500 when left out. */
  readonly status?: number;
  /** Engine time that `delay` adds; one minute when left out. */
  readonly delayMs?: number;
}

export interface Faults {
  /** Adds a rule; the first rule that hits a delivery decides. Returns how to take it away again. */
  add(rule: FaultRule): () => void;
  clear(): void;
  /** The rule that hits this delivery now, if any. */
  strike(delivery: Delivery): FaultRule | undefined;
}

export function createFaults(): Faults {
  const rules = new Map<FaultRule, number>();
  return {
    add(rule) {
      const own = { ...rule };
      rules.set(own, 0);
      return () => rules.delete(own);
    },
    clear() {
      rules.clear();
    },
    strike(delivery) {
      if (rules.size === 0 || delivery.isDuplicate) return undefined;
      const target = targetOf(delivery);
      for (const [rule, hits] of rules) {
        if (hits >= (rule.times ?? Infinity)) continue;
        if (rule.match !== undefined && !rule.match(target)) continue;
        if (!isChosen(rule, target)) continue;
        rules.set(rule, hits + 1);
        return rule;
      }
      return undefined;
    },
  };
}

function targetOf(delivery: Delivery): FaultTarget {
  return {
    kind: delivery.kind,
    path: delivery.path,
    runId: delivery.run?.id,
    labels: delivery.run?.labels ?? [],
    payload: textOf(delivery.run?.payload ?? delivery.body),
    stepsDone: Math.max(0, delivery.prefix - 1),
    attempt: delivery.tried + 1,
  };
}

/** A hash instead of a stream of random numbers: the order in which deliveries come does not change who is hit. */
function isChosen(rule: FaultRule, target: FaultTarget): boolean {
  if (rule.probability === undefined) return true;
  const name = [rule.seed ?? 0, rule.kind, target.path, target.runId, target.stepsDone].join('|');
  const hash = createHash('sha256').update(`${name}|${target.attempt}`).digest();
  return hash.readUInt32BE(0) / 2 ** 32 < rule.probability;
}
