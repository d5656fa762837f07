import type { ClientFact } from '../facts/configurationFacts.js';
import type { FunctionCode, ModuleCode } from '../syntax/code.js';
import type { Value } from './value.js';

/** A function that hands out a client and does nothing else, followed by itself. */
export interface Accessor {
  readonly answer: Value;
  readonly clients: readonly ClientFact[];
  /** What it throws on the way. */
  readonly errors: readonly Value[];
  /** The functions on the way, itself included, and how often they were followed. */
  readonly followed: ReadonlyMap<FunctionCode, { times: number; readonly module: ModuleCode }>;
}
