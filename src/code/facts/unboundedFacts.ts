import type { Location } from './location.js';

/** A step answers every row of a query, and the workflow goes through them or counts them. */
export interface UnboundedFact {
  /** Index of the step. */
  step: number;
  query: QueryFact;
}

export interface QueryFact {
  /** As a reader would write it: `db.user.findMany()`. */
  what: string;
  at: Location;
}
