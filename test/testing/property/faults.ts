import fc from 'fast-check';
import type { FaultKind, FaultRule } from 'trifold/testing';

/** A fault as data, so that a failing case can be read and run again. */
export interface Fault {
  readonly kind: FaultKind;
  readonly probability: number;
  readonly seed: number;
  /** Attempts of a delivery that may be hit, from the first one. */
  readonly attempts: number;
  readonly delayMs: number;
}

/** Attempts that faults may take: two of the four that a delivery has, so that no run fails for want of retries. */
const MOST_ATTEMPTS = 2;

const KINDS: readonly FaultKind[] = [
  'fail',
  'drop-before',
  'drop-after',
  'fail-append',
  'delay',
  'duplicate',
  'reorder',
];

export const faults: fc.Arbitrary<readonly Fault[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    probability: fc.constantFrom(0.1, 0.4, 1),
    seed: fc.nat(),
    attempts: fc.integer({ min: 1, max: MOST_ATTEMPTS }),
    delayMs: fc.integer({ min: 1, max: 4_000_000 }),
  }),
  { minLength: 1, maxLength: 5 },
);

export function ruleOf({ attempts, ...rule }: Fault): FaultRule {
  return { ...rule, match: ({ attempt }) => attempt <= attempts };
}
