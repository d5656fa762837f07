import type { LimitFacts } from '../code/adopt/limitFacts.js';
import type { PartialSpec } from '../spec/answer.js';
import type { Layer } from '../spec/layers.js';

/** A template that runs one item takes four deliveries for it: three steps, and the first call. */
const DELIVERIES_PER_ITEM = 4;

/** The answers about flow control; what the code does not say is left out. */
export function limitsIn(
  facts: Readonly<Partial<Record<Layer, LimitFacts | undefined>>>,
): PartialSpec {
  return {
    process: { rate: perSecond(facts.process?.rate) },
    paginate: {
      parallelism: facts.paginate?.parallelism,
      rate: perSecond(facts.paginate?.rate),
    },
    execute: {
      parallelism: facts.execute?.parallelism,
      itemsPerSecond: itemsPerSecond(facts.execute?.rate),
    },
  };
}

function perSecond(rate: LimitFacts['rate']): number | undefined {
  const exact = rate && rate.count / rate.seconds;
  return Number.isInteger(exact) ? exact : undefined;
}

function itemsPerSecond(rate: LimitFacts['rate']): number | undefined {
  if (rate === undefined) return undefined;
  const exact = rate.count / rate.seconds / DELIVERIES_PER_ITEM;
  const perMinute = Math.round(exact * 60);
  // The rate is rounded to whole items a minute: the shortest number that comes to it was meant.
  const short = [0, 1, 2, 3].map((digits) => Number(exact.toFixed(digits)));
  const meant = [...short, Math.ceil(exact * 100) / 100].find(
    (items) => items >= SLOWEST && Math.max(1, Math.round(items * 60)) === perMinute,
  );
  return meant ?? Math.max(SLOWEST, exact);
}

const SLOWEST = 0.02;
