import type { CallFact } from './wayFacts.js';
import type { Location } from './location.js';

/** Something that code between the steps does, and does again at each replay. */
export interface OutsideFact {
  kind: OutsideKind;
  /** As a reader would write it: `Date.now()`. */
  what: string;
  at: Location;
  /** The calls that lead from the handler to it, outermost first. */
  via: CallFact[];
  /** What hangs on a value that is another one at each replay: a step's name, or which steps come. */
  decides: 'name' | 'branch' | undefined;
}

export type OutsideKind = 'clock' | 'random' | 'effect' | 'log';
