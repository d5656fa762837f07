import type { ConventionFacts, ReexportFact, WorkflowGroup } from './conventionFacts.js';
import type { ClientFact, GivenFact, SdkFact, TriggerFact } from './configurationFacts.js';
import type { Place, WrittenText } from '../syntax/code.js';
import type { CaughtAbortFact } from './abortFacts.js';
import type { Location } from './location.js';
import type { MutationFact } from './mutationFacts.js';
import type { DroppedPromiseFact } from './promiseFacts.js';
import type { LostFact } from './lostFacts.js';
import type { UnboundedFact } from './unboundedFacts.js';
import type { OutsideFact } from './outsideFacts.js';
import type { CallFact, LoopFact } from './wayFacts.js';

export type { CallFact, LoopFact } from './wayFacts.js';

/** Everything the rules judge: plain data, without a trace of the compiler. */
export interface Facts {
  /** Files that cannot be parsed; nothing else is known about them. */
  unreadable: { path: string; message: string; at: Place }[];
  workflows: WorkflowFacts[];
  /** The workflows that follow the convention of three layers. */
  groups: WorkflowGroup[];
  reexports: ReexportFact[];
  /** Clients of the SDK and of QStash, wherever they are made. */
  clients: ClientFact[];
  /** Triggers in functions that are followed for themselves, and not as a part of a workflow. */
  triggers: TriggerFact[];
  /** Which SDK is used where; the innermost folder counts. */
  sdks: readonly SdkFact[];
}

export type { Location } from './location.js';

/**
 * One workflow: a handler given to `serve` or `createWorkflow`, or, as `helper`, a function that takes a
 * `WorkflowContext` and that no workflow of the project calls; as `options`, what `serveMany` gives to all that it serves.
 */
export interface WorkflowFacts {
  kind: 'served' | 'helper' | 'options';
  at: Location;
  /** The file whose own code serves it. */
  origin: string;
  /** Paths at which routers were seen to serve it; there may be more before them. */
  mounts: string[];
  /** What `serve` is given beside the handler. */
  options: GivenFact;
  /** The options are written out in the call of `serve` itself. */
  optionsInPlace: boolean;
  /** Where `initialPayloadParser` throws. */
  parserThrows: Location[];
  /** False where the handler's code is out of reach, or too large to follow to its end: absences then mean nothing. */
  isComplete: boolean;
  steps: StepFact[];
  /** Without those by which helpers end a run for good. */
  exits: ExitFact[];
  triggers: TriggerFact[];
  /** What calls and invocations of it are given, those with a flow control. */
  limited: { options: GivenFact; at: Location }[];
  payload: PayloadFacts;
  convention: ConventionFacts;
  caughtAborts: CaughtAbortFact[];
  dropped: DroppedPromiseFact[];
  mutations: MutationFact[];
  outside: OutsideFact[];
  lost: LostFact[];
  unbounded: UnboundedFact[];
}

export type StepKind =
  | 'run'
  | 'sleep'
  | 'sleepUntil'
  | 'call'
  | 'invoke'
  | 'waitForEvent'
  | 'notify'
  | 'createWebhook'
  | 'waitForWebhook'
  | 'api';

/** One visit of a step: code that is reached by two ways (a helper called twice) gives two facts. */
export interface StepFact {
  kind: StepKind;
  name: StepName;
  at: Location;
  /** The calls that lead from the handler to this step, outermost first. */
  via: CallFact[];
  /** Every loop this visit is inside of, outermost first, map and forEach callbacks included. */
  loops: LoopFact[];
  /** Index of the step whose callback holds this one. */
  insideStep: number | undefined;
  /** `body` is watched by a catch clause that is on the way of an abort. */
  tries: { part: 'body' | 'catch' | 'finally'; at: Location }[];
  /** `handed-on`: the promise was returned, collected or passed to a function. */
  promise: 'awaited' | 'handed-on' | 'dropped';
  /** It is a statement of its own, before which `await` can be written. */
  canAwait: boolean;
  /** In a callback whose rounds run side by side: an `await` of something else that comes before the step. */
  waitsFor: Location | undefined;
  /** What its callback returns holds a bigint. */
  returnsBigInt?: true;
  /** Conditions that hold here, to tell `if (a) …; if (!a) …` apart. */
  when: ConditionFact[];
  /** Indices of the steps that may have come before this one in the same run; steps of exclusive branches are not among them. */
  after: number[];
}

export interface StepName {
  shape: 'literal' | 'template' | 'unknown';
  /** As a reader would write it: `sync:${id}`. */
  text: string;
  /** Two names with the same identity are the same text whenever a run meets both. */
  identity: string;
  /** Ids of the loops whose rounds may change the name. */
  varies: number[];
  /** How it is spelled, where it is written in its place. */
  written?: WrittenText;
}

/** `subject` stands for the same value wherever it is equal; `is` holds for it, or does not, as `holds` says. */
export interface ConditionFact {
  subject: string;
  is: string;
  holds: boolean;
}

/** A way out of the workflow function. */
export interface ExitFact {
  kind: 'return' | 'throw' | 'end';
  at: Location;
  via: CallFact[];
  /** Whether a step has run when the function is left here: on no path, on some, on all. */
  stepsBefore: 'none' | 'maybe' | 'some';
  /** For `maybe`: what a field of the payload is like where no step has run; `empty` is a list without elements. */
  skippedBy: { field: string; is: 'empty' | 'truthy' | 'falsy' } | undefined;
  /** `context.cancel()` came before. */
  isCancelled: boolean;
  /** For a throw: what the SDK does with it. */
  error: 'retried' | 'final' | 'unknown' | undefined;
  /** For a throw: `new Error`, `schema.parse()`. */
  what: string | undefined;
  /** The function that is left is the handler, or its result is returned by the handler. */
  isHandler: boolean;
  /** What decides whether it is left here: payload fields, `*` for the payload as a whole, `context.headers`, `process.env`. */
  decidedBy: string[];
}

export interface PayloadFacts {
  /** Fields that the payload's type requires; undefined where the type is unknown. */
  required: string[] | undefined;
  /** The first look at each field, in the order in which a run meets them. */
  looks: PayloadLook[];
  /** All fields of the payload's type; undefined where the type is unknown. */
  fields: string[] | undefined;
  /** Fields that are read; `*` is the payload as a whole. */
  reads: string[];
  /** Something says what the payload is: a type, a schema, a parser; or the file has no types. */
  isTyped: boolean;
}

/** `check`: something depends on whether the field is fine. `use`: a step works with it. `*` is the payload as a whole. */
export type PayloadLook =
  { kind: 'check'; field: string } | { kind: 'use'; field: string; at: Location };
