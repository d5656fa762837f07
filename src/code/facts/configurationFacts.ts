import type { Constant, WrittenProperty } from '../syntax/code.js';
import type { Location } from './location.js';
import type { CallFact, LoopFact } from './wayFacts.js';

/** What code gives to the SDK, as far as it can be seen. */
export type GivenFact =
  | { kind: 'constant'; value: Constant }
  /** A template, with variables as `${name}`; `end` is the constant text behind the last variable. */
  | { kind: 'text'; text: string; end: string }
  | ObjectFact
  | { kind: 'function' }
  | { kind: 'unknown' };

export interface ObjectFact {
  kind: 'object';
  /** Where it is written; undefined for what was put together by a call. */
  at: Location | undefined;
  fields: FieldFact[];
  /** False where something is spread into it that cannot be seen: absences then mean nothing. */
  isWhole: boolean;
}

export interface FieldFact {
  name: string;
  at: Location | undefined;
  value: GivenFact;
  /** How it is spelled where that is `name: value` in this very object, for fields that can be put right by changing them. */
  written?: WrittenProperty;
}

/** `new Client(…)` of the SDK or of QStash. */
export interface ClientFact {
  module: string;
  at: Location;
  options: GivenFact;
}

/** A call of `trigger` on the SDK's client. */
export interface TriggerFact {
  at: Location;
  /** The calls that lead to it from where the journey began, outermost first. */
  via: CallFact[];
  /** Index of the step that triggers. */
  insideStep: number | undefined;
  /** Loops around it, within the step and outside. */
  loops: Omit<LoopFact, 'id'>[];
  /** An error of it reaches a catch clause before it reaches the SDK. */
  isCaught: boolean;
  /** It is given a list: `empty` for certain, `unasked` if nothing has asked how long it is, or one run. */
  batch: 'empty' | 'unasked' | 'filled' | undefined;
  /** The options of one run. */
  options: GivenFact;
  /** The options are written out in the call itself. */
  optionsInPlace: boolean;
  /** The call that makes its `workflowRunId` another one each time: `randomUUID()`. */
  randomId?: string;
  /** What is read from the answer. */
  reads: string[];
}

/** The SDK that a part of the project uses. */
export interface SdkFact {
  /** Project relative folder of the package.json; empty for the project's own. */
  folder: string;
  /** Undefined where it cannot be told. */
  major: 0 | 1 | undefined;
  /** Its flow control may know `ratePerSecond` alone. */
  mayLackRate?: true;
}
