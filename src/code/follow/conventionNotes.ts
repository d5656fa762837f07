import type { GivenFact } from '../facts/configurationFacts.js';
import type { AnswerFact, DeedFact, LogFact } from '../facts/conventionFacts.js';

/** What was seen of the convention on one journey. */
export interface ConventionNotes {
  /** By kind, place and step, so that code that is reached in many ways is noted once. */
  readonly deeds: Map<string, DeedNote>;
  readonly logs: Map<string, LogFact>;
  readonly answers: AnswerFact[];
  /** Fields of the payload that were read; `*` is the payload as a whole. */
  readonly reads: Set<string>;
}

export interface DeedNote extends DeedFact {
  /** For a trigger: what one run is given. */
  flowControl: GivenFact | undefined;
}

export function noConventionNotes(): ConventionNotes {
  return { deeds: new Map(), logs: new Map(), answers: [], reads: new Set() };
}
