import type { Location } from './location.js';

/**
 * Code that takes what a step throws: the SDK ends each delivery by throwing `WorkflowAbort` out of a step.
 * `lost`: it goes no further. `replaced`: another error goes on in its place. `delayed`: steps of the clause run before it goes on.
 * `named`: around the first step, it goes on where its name is `WorkflowAbort`.
 */
export interface CaughtAbortFact {
  form: 'try' | 'catch' | 'allSettled' | 'any' | 'finally' | 'package';
  outcome: 'lost' | 'replaced' | 'delayed' | 'named';
  /** Of a package's function: as a reader would write its call, `pRetry()`. */
  what?: string;
  at: Location;
  /** Indices of the steps whose abort it is; for `delayed`, of those in the clause. */
  steps: number[];
}
