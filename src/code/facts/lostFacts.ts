import type { Location } from './location.js';

/** Code asks a step's result for something that JSON has not kept. */
export interface LostFact {
  /** What it was when the step returned it, where that can be seen. */
  was: 'Date' | 'Map' | 'Set' | 'Response' | 'undefined' | undefined;
  /** As a reader would write it: `user.createdAt.getTime()`. */
  use: string;
  /** How it ends: a call of what is no function, a loop over what is no list, or an answer that is always the same. */
  outcome: 'throws' | 'wrong';
  at: Location;
  /** Index of the step. */
  step: number;
}
