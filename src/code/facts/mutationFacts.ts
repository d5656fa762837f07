import type { Location } from './location.js';

/** A variable from around a step that the step's callback changes, and a look at it that counts on the change. */
export interface MutationFact {
  variable: string;
  at: Location;
  /** Index of the step that changes it. */
  step: number;
  readAt: Location;
  /** Index of the step that looks at it; undefined outside of steps. */
  readInside: number | undefined;
}
