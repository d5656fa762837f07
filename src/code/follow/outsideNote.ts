import type { OutsideFact } from '../facts/outsideFacts.js';

/** What was done outside the steps, and what became of it. */
export interface OutsideNote {
  readonly fact: OutsideFact;
  /** A step does it, where that is fine: it is only known to be another value each time. */
  readonly isInStep?: true;
  /** A step may come after it. Otherwise the run ends there, and it happens once. */
  isRepeated: boolean;
  /** Where its value is read: the arguments of a step count only when the step is planned. */
  readonly readIn: { arguments: boolean; elsewhere: boolean };
}
