import type { Location } from './location.js';

export interface LoopFact {
  id: number;
  form: 'for' | 'for-of' | 'for-await' | 'for-in' | 'while' | 'do' | 'callback';
  /** What a reader would add to a name: the loop's variable. */
  variable: string | undefined;
  at: Location;
}

export interface CallFact {
  name: string;
  at: Location;
}
