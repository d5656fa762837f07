import type { Location } from './location.js';

/** A call that answers a promise, and nothing waits for it. */
export interface DroppedPromiseFact {
  /** As a reader would write it: `notify()`. */
  what: string;
  at: Location;
  /** `await` can be written before it, and waits for all of it. */
  canAwait: boolean;
  /** Index of the step whose callback holds the call. */
  insideStep: number | undefined;
  /** Indices of the steps that run behind it. */
  steps: number[];
  /** `context.cancel()` is what it does. */
  isCancelling: boolean;
}
