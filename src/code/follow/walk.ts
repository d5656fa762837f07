import type { ClientFact, TriggerFact } from '../facts/configurationFacts.js';
import type { CaughtAbortFact } from '../facts/abortFacts.js';
import type { MutationFact } from '../facts/mutationFacts.js';
import type { QueryFact } from '../facts/unboundedFacts.js';
import type { MountFact } from '../facts/mountFacts.js';
import type { LostFact } from '../facts/lostFacts.js';
import type { DroppedPromiseFact } from '../facts/promiseFacts.js';
import type {
  CallFact,
  ConditionFact,
  ExitFact,
  LoopFact,
  Location,
  PayloadLook,
  StepFact,
  WorkflowFacts,
} from '../facts/workflowFacts.js';
import type {
  CallCode,
  Code,
  FunctionCode,
  ModuleCode,
  Pattern,
  Place,
  Statement,
  TypeCode,
} from '../syntax/code.js';
import type { Accessor } from './accessor.js';
import type { ConventionNotes } from './conventionNotes.js';
import type { Waiting } from './doings.js';
import type { Environment } from './environment.js';
import type { Route, Router } from './router.js';
import type { OutsideNote } from './outsideNote.js';
import type { Closure, Value } from './value.js';
import type { Flow } from './flow.js';

/** The files, and what running their top level showed. */
export interface Project {
  /** The path of the file that `specifier` means, if it is among ours. */
  readonly resolve: (from: string, specifier: string) => string | undefined;
  module(path: string): ModuleCode;
  mentions(path: string, words: string): boolean;
  /** The value of an import, or undefined where the binding is not one. */
  imported(module: ModuleCode, binding: number): Value | undefined;
  exported(path: string, name: string): Value;
  /** Answers how many the file had served before. */
  noteServed(served: Served): number;
  /** By a file, of a workflow of another. */
  noteMount(by: string, mount: MountFact): void;
  /** Apps and routers that hold workflows, by the identities of their values. */
  readonly routers: Map<string, Router>;
  /** Functions out of reach that end in `serve`: `@vendor/x#serveTraced`. */
  readonly wrappers: ReadonlySet<string>;
  /** Functions that some walk has been through. */
  readonly visited: Set<FunctionCode>;
  /** Functions in which `serve` was called, or that called one of those. */
  readonly serving: Set<FunctionCode>;
  /** Functions that have been asked whether they hand out a client; undefined for those that do not. */
  readonly accessors: Map<FunctionCode, Accessor | undefined>;
}

/** One call of `serve` or `createWorkflow`. */
export interface Served {
  /** `options`: those of `serveMany`, for workflows that are served by calls of their own. */
  readonly kind: 'served' | 'options';
  /** The file whose top level, or whose own functions, led to the call. */
  readonly origin: string;
  /** Paths at which routers were seen to serve it: `app.post('/digest', serve(…))`. */
  readonly mounts: Set<string>;
  readonly at: Location;
  readonly handler: Value;
  readonly options: Value;
  /** The options are written out in the call itself. */
  readonly optionsInPlace: boolean;
  readonly payloadType: TypeCode | undefined;
  readonly module: ModuleCode;
}

/** One journey through the code of a workflow, or of a file's top level: where we are, and what was seen. */
export interface Walk {
  readonly project: Project;
  /** The file in which the journey began. */
  readonly origin: string;
  readonly seen: Seen;
  readonly interpreter: Interpreter;
  flow: Flow;
  /** Functions we are inside of, outermost first. */
  readonly calls: OpenCall[];
  readonly loops: LoopFact[];
  readonly tries: TryVisit[];
  readonly conditions: OpenCondition[];
  /** Payload fields that the open branches depend on. */
  readonly governing: ReadonlySet<string>[];
  /** Loops, switches and labelled blocks that break and continue may leave, innermost last. */
  readonly exits: BreakTarget[];
  insideStep: number | undefined;
  /** The arguments of a step are being evaluated. */
  isArgument: boolean;
  /** Identities of parts of step results that were given another value. */
  readonly revived: Set<string>;
  /** What `serve` answered that was called, as a function of a router calls it. */
  readonly handled: Route[];
  /** Identities of lists that no code takes anything out of. */
  readonly ignored: Set<string>;
  /** Calls whose promise is awaited or returned at once. */
  readonly waits: WeakMap<CallCode, NonNullable<Waiting>>;
  /** Variables of the functions around the open step, and what the steps did to such. */
  readonly shared: SharedVariables;
  /** One for each open callback whose rounds run side by side, innermost last. */
  readonly rounds: { waitsFor: Location | undefined }[];
  /** A value is looked at to decide something, which is no use of it. */
  isTesting: boolean;
  /** Identities of what something was decided by, with the payload fields in it. */
  readonly tests: Map<string, ReadonlySet<string>>;
  /** Identities of those by which only loops begin. */
  readonly entries: Set<string>;
  /** Expressions left to visit; a walk that runs out is not complete. */
  budget: number;
  /** How often each function was followed, so that code that calls itself in many ways comes to an end. */
  readonly followed: Map<FunctionCode, { times: number; readonly module: ModuleCode }>;
  readonly maxFollowed: number;
  /** It follows a run of a workflow, and not what happens when a file is loaded. */
  readonly isRun: boolean;
}

/** A function that we are inside of, with the number of steps that came before it. */
export interface OpenCall {
  readonly closure: Closure;
  readonly fact: CallFact;
  readonly stepsBefore: number;
}

/** What decides that a run passes here: the value of this identity is true or not, or it equals another one. */
export interface OpenCondition {
  readonly identity: string;
  readonly holds: boolean;
  /** The identity of what it equals. */
  readonly equals?: string;
}

/** The flows that left by break, and those that went on to the next round by continue. */
export interface BreakTarget {
  readonly isLoop: boolean;
  /** Left by its label alone. */
  readonly isBlock?: true;
  readonly label: string | undefined;
  readonly left: Flow[];
  readonly again: Flow[];
}

/** `catches` collects what reaches the catch clause; undefined where nothing is caught. */
export interface TryVisit {
  /** The step whose callback it is in. */
  readonly insideStep: number | undefined;
  readonly part: 'body' | 'catch' | 'finally';
  readonly at: Location;
  readonly catches: { flow: Flow; error: Value }[] | undefined;
  /** Parts of the request that were given to code out of reach, which may have thrown. */
  readonly given: Set<string>;
  /** Steps whose promise is returned out of it without waiting: their errors pass it by. */
  readonly passing: Set<number>;
  /** Steps that it waits for, wherever they were started. */
  readonly waitedFor: Set<number>;
  /** In a catch clause: the error, and what is thrown on from there. */
  readonly caught?: Caught;
}

export interface Caught {
  readonly error: Value;
  readonly thrown: { isCaught: boolean; when: ConditionFact[] }[];
  /** Steps of the clause that it also runs for an abort. */
  readonly steps: number[];
  /** How many conditions were open when the error was caught. */
  readonly outer: number;
}

export interface Seen {
  readonly steps: StepFact[];
  readonly exits: ExitFact[];
  readonly looks: PayloadLook[];
  readonly caughtAborts: CaughtAbortFact[];
  readonly dropped: DroppedPromiseFact[];
  readonly outside: OutsideNote[];
  readonly lost: LostFact[];
  /** By the index of the step. */
  readonly unbounded: Map<number, QueryFact>;
  /** What the payload is said to be, with the file that says it. */
  readonly payloadTypes: { type: TypeCode; module: ModuleCode }[];
  readonly convention: ConventionNotes;
  readonly clients: ClientFact[];
  readonly triggers: TriggerFact[];
  readonly limited: WorkflowFacts['limited'];
  /** Triggers by the identity of what they answered. */
  readonly answers: Map<string, TriggerFact>;
}

/** Variables of a run that steps change, by file and binding, or by object and field. */
export interface SharedVariables {
  /** The functions around the step that is open; a file's own variables outlive a run and are not meant. */
  around: { readonly path: string; readonly environment: Environment<Value> } | undefined;
  /** Identities of the objects that the run has made of classes: their fields are variables of the run. */
  readonly instances: Set<string>;
  readonly changes: Map<string, { at: Location; step: number }>;
  readonly changedBy: Map<string, Set<number>>;
  reads: { key: string; fact: MutationFact }[];
}

/** One call of one function. */
export interface Frame {
  readonly module: ModuleCode;
  readonly environment: Environment<Value>;
  readonly self: Value | undefined;
  /** `await` can be written in it. */
  readonly isAsync: boolean;
  /** Leaving this function leaves the workflow. */
  readonly isHandler: boolean;
  /** Leaving it leaves the workflow, which does not return what it answers. */
  readonly isDropped: boolean;
  /** Payload fields among the arguments. */
  readonly given: ReadonlySet<string>;
  /** How many try statements were open when it was called. */
  readonly outerTries: number;
  readonly returned: { flow: Flow; value: Value }[];
}

/** The parts of the interpreter call each other through this table. */
export interface Interpreter {
  evaluate(walk: Walk, frame: Frame, code: Code): Value;
  execute(walk: Walk, frame: Frame, statements: readonly Statement[]): void;
  bind(walk: Walk, frame: Frame, pattern: Pattern, value: Value): void;
  invoke(walk: Walk, closure: Closure, args: readonly Value[], how: Invocation): Value;
}

export interface Invocation {
  readonly at: Location;
  readonly isHandler: boolean;
  readonly isDropped?: boolean;
  readonly self?: Value | undefined;
}

/** How a function is invoked by a call: as the handler, where the handler leaves all the rest to it. */
export function invocationBy(frame: Frame, call: CallCode): Invocation {
  const isHandler = frame.isHandler && call.isLast !== undefined;
  const isDropped = isHandler && (frame.isDropped || call.isLast === 'dropped');
  return { at: locate(frame, call.at), isHandler, isDropped };
}

export function locate(frame: { module: ModuleCode }, { line, column }: Place): Location {
  return { path: frame.module.path, line, column };
}

export function callFacts(walk: Walk): CallFact[] {
  return walk.calls.map(({ fact }) => fact);
}

export function openLoops(walk: Walk): number[] {
  return walk.loops.map(({ id }) => id);
}

export function testing<T>(walk: Walk, look: () => T): T {
  const before = walk.isTesting;
  walk.isTesting = true;
  const result = look();
  walk.isTesting = before;
  return result;
}
