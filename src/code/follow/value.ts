import type { ClassCode, Constant, FunctionCode, ModuleCode, ObjectCode } from '../syntax/code.js';
import type { Environment } from './environment.js';
import type { QueryFact } from '../facts/unboundedFacts.js';
import type { OutsideNote } from './outsideNote.js';

/** What is known about a value without running the program. */
export interface Value {
  readonly shape: Shape;
  /** Values of the same identity are equal whenever a run meets both. */
  readonly identity: string;
  /** How a reader would write it in a template. */
  readonly label: string;
  /** Loops whose rounds may change it. */
  readonly varies: ReadonlySet<number>;
  /** What from outside it was made from: payload fields, `*` for the payload as a whole, `context.headers`, `process.env`. */
  readonly payload: ReadonlySet<string>;
  /** What was done outside the steps to get it: another value at each replay. */
  readonly outside: ReadonlySet<OutsideNote>;
  /** For the promise of steps: what awaiting it answers. */
  readonly settled?: Value | undefined;
  /** It is, or is part of, the result of a step. */
  readonly stored?: Stored | undefined;
  /** The query that answered it, all rows of it: nothing in it says how many. */
  readonly allRows?: QueryFact | undefined;
  /** Set for the promise that a call answers, until something is done with it: the steps that run behind it. */
  readonly pending?: readonly number[] | undefined;
}

/** What a value made from variables of the environment has among its `payload`, whichever runtime it is. */
export const ENVIRONMENT = 'process.env';

/** What came back from a step as JSON. */
export interface Stored {
  readonly step: number;
  /** What it was before, where the step's callback shows it. */
  readonly was: Value | undefined;
}

export type Shape =
  | { kind: 'unknown' }
  | { kind: 'constant'; value: Constant }
  | { kind: 'text' }
  /** Made with `new`, or a bigint: what JSON does not carry over. */
  | { kind: 'instance'; of: 'Date' | 'Map' | 'Set' | 'Response' | 'BigInt' }
  /** The workflow context, or something that hangs from it: `context.api.openai`. */
  | { kind: 'context'; path: readonly string[] }
  | { kind: 'payload'; field: string | undefined }
  | { kind: 'function'; closure: Closure }
  | { kind: 'class'; definition: ClassValue }
  | {
      kind: 'object';
      members: Map<string, Value>;
      spreads: readonly Value[];
      /** Where it is written out. */
      written?: { readonly module: ModuleCode; readonly code: ObjectCode };
    }
  /** `rounds`: the loop whose rounds made the elements, from values of the identities `sources`, the nearest first. */
  | {
      kind: 'list';
      elements: readonly Value[];
      /** Also what was put into it later, where that is the promise of a step. */
      each: Value | undefined;
      /** The journey that came by where it is written out. */
      owner?: object | undefined;
      rounds?: number;
      sources?: readonly string[];
    }
  /** All exports of a file: `import * as steps`. */
  | { kind: 'module'; path: string }
  /** One of these functions, whichever the key says. */
  | { kind: 'either'; key: Value; members: readonly (readonly [name: string, member: Value])[] }
  /** From a package, or a global: module `global`. A call adds `()` to the path. */
  | { kind: 'external'; module: string; path: readonly string[] }
  /** What an unknown function answered that was given functions: it may call them later. */
  | { kind: 'wrapped'; closures: readonly Closure[] }
  | { kind: 'error'; fate: 'retried' | 'final' | 'unknown'; what: string }
  /** What code out of reach answered that was given the context: once it is awaited, steps may have run. */
  | { kind: 'running' }
  /** What `serve` answered: the handler of a route; `index` counts those that its file serves. */
  | { kind: 'route'; origin: string; index: number; mounts: Set<string> }
  /** The promise of `context.cancel()`. */
  | { kind: 'cancelling' }
  /** The promise of these steps. */
  | { kind: 'steps'; indices: readonly number[] };

/** A function together with the values around it. */
export interface Closure {
  readonly module: ModuleCode;
  readonly code: FunctionCode;
  readonly around: Environment<Value>;
  readonly self: Value | undefined;
  /** It is called by whoever reads the field. */
  readonly isGetter?: true;
}

export interface ClassValue {
  readonly module: ModuleCode;
  readonly code: ClassCode;
  readonly around: Environment<Value>;
  readonly base: Value | undefined;
  readonly statics: Map<string, Value>;
}

const none: ReadonlySet<never> = new Set();
/** What is handed on to whatever is made of a value. */
export type Sources = Pick<Value, 'varies' | 'payload' | 'outside'>;
const nothing: Sources = { varies: none, payload: none, outside: none };
let fresh = 0;

/** Texts that are made of texts grow without bounds; nobody would read longer ones, or write them twice. */
const MAX_LABEL = 120;
const MAX_IDENTITY = 1_000;

/** A value that equals no other one. */
export function unknown(details: Partial<Omit<Value, 'shape'>> = {}): Value {
  return value({ kind: 'unknown' }, details);
}

export function value(shape: Shape, details: Partial<Omit<Value, 'shape'>> = {}): Value {
  const { varies = none, payload = none, outside = none } = details;
  const made = spelled(shape, details.identity, details.label, { varies, payload, outside });
  const { settled, stored, allRows } = details;
  return settled || stored || allRows ? { ...made, settled, stored, allRows } : made;
}

/**
 * As `value`, for what is made at nearly every expression. All values have all fields, in the same order: they are read
 * far more often than they are made, and reading is fast where they are all of one form.
 */
export function spelled(
  shape: Shape,
  identity: string | undefined,
  label: string | undefined,
  { varies, payload, outside }: Sources,
): Value {
  return {
    shape,
    identity: identity === undefined || identity.length > MAX_IDENTITY ? `?${fresh++}` : identity,
    label: label === undefined || label.length > MAX_LABEL ? '…' : label,
    varies,
    payload,
    outside,
    settled: undefined,
    stored: undefined,
    allRows: undefined,
    pending: undefined,
  };
}

export function constant(content: Constant): Value {
  return content === undefined ? undefinedConstant : constantOf(content);
}

function constantOf(content: Constant): Value {
  return spelled({ kind: 'constant', value: content }, quoted(content), String(content), nothing);
}

/** What every call without a value answers. */
const undefinedConstant = constantOf(undefined);

/** What a value has of all those that it is made from. */
export function madeFrom(values: readonly Value[]): Sources {
  // Most values are made from nothing that varies; this is called for each of them.
  let varies: ReadonlySet<number> = none;
  let payload: ReadonlySet<string> = none;
  let outside: ReadonlySet<OutsideNote> = none;
  for (const each of values) {
    varies = withAll(varies, each.varies);
    payload = withAll(payload, each.payload);
    outside = withAll(outside, each.outside);
  }
  const isPlain = varies === none && payload === none && outside === none;
  return isPlain ? nothing : { varies, payload, outside };
}

/** What a value has that is one of these. A die that a step casts counts where each of them depends on one. */
export function eitherOf(values: readonly Value[]): Sources {
  const made = madeFrom(values);
  if (made.outside.size === 0) return made;
  const isCast = (value: Value) => [...value.outside].some(({ isInStep }) => isInStep);
  return values.every(isCast) ? made : withoutCasts(made);
}

/** Without what steps have cast. */
export function withoutCasts(sources: Sources): Sources {
  if (sources.outside.size === 0) return sources;
  return { ...sources, outside: new Set([...sources.outside].filter(({ isInStep }) => !isInStep)) };
}

/** What there is in all of them, which is mostly nothing. */
export function among<T>(
  values: readonly Value[],
  find: (value: Value) => readonly T[],
): readonly T[] {
  let all: readonly T[] = [];
  for (const each of values) {
    const found = find(each);
    if (found.length > 0) all = all.length === 0 ? found : [...all, ...found];
  }
  return all;
}

export function union<T>(sets: readonly ReadonlySet<T>[]): ReadonlySet<T> {
  return sets.reduce(withAll<T>, none);
}

function withAll<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): ReadonlySet<T> {
  if (other.size === 0 || one === other) return one;
  return one.size === 0 ? other : new Set([...one, ...other]);
}

export function asGetter({ shape }: Value): Value {
  return shape.kind === 'function'
    ? value({ kind: 'function', closure: { ...shape.closure, isGetter: true } })
    : unknown();
}

export function isBigInt({ shape }: Value): boolean {
  return shape.kind === 'instance' && shape.of === 'BigInt';
}

/** A text, known in part or as a whole. */
export function isText({ shape }: Value): boolean {
  return shape.kind === 'text' || (shape.kind === 'constant' && typeof shape.value === 'string');
}

export function withVaries(base: Value, loops: Iterable<number>): Value {
  return { ...base, varies: new Set([...base.varies, ...loops]) };
}

/** The context itself, or something that holds it. */
export function isContext(value: Value): boolean {
  return holds(value, 'context');
}

/** The functions that someone who is given this value could call. */
export function closuresIn(value: Value): readonly Closure[] {
  if (holdsNothing(value)) return value.shape.kind === 'function' ? [value.shape.closure] : [];
  return valuesIn(value).flatMap(({ shape }) => (shape.kind === 'function' ? shape.closure : []));
}

/** Whether waiting for this value may let steps run that nobody has seen. */
export function isRunning(value: Value): boolean {
  return holds(value, 'running');
}

export function stepsIn(value: Value): readonly number[] {
  if (holdsNothing(value)) return ownSteps(value);
  return valuesIn(value).flatMap(ownSteps);
}

function ownSteps({ shape, pending }: Value): readonly number[] {
  return shape.kind === 'steps' ? shape.indices : (pending ?? noSteps);
}

const noSteps: readonly number[] = [];

/** The steps behind a promise, or behind a list of promises; undefined for what is no promise, as far as is known. */
export function pendingIn({ shape, pending }: Value): readonly number[] | undefined {
  if (pending || shape.kind !== 'list') return pending;
  const parts = partsOf(shape).flatMap((part) => (part.pending ? [part.pending] : []));
  return parts.length > 0 ? parts.flat() : undefined;
}

/** Whether the value, or one that can be reached from it, is of some kind. */
export function holdsSome(value: Value, isMeant: (each: Value) => boolean): boolean {
  return holdsNothing(value) ? isMeant(value) : valuesIn(value).some(isMeant);
}

/** Whether such a thing is the value or somewhere in it. */
export function holds(value: Value, kind: Shape['kind']): boolean {
  return holdsSome(value, ({ shape }) => shape.kind === kind);
}

function holdsNothing({ shape }: Value): boolean {
  return shape.kind !== 'object' && shape.kind !== 'list';
}

/** What can be reached from a value through fields and elements. Objects may hold each other, so each counts once. */
function valuesIn(value: Value): readonly Value[] {
  if (holdsNothing(value)) return [value];
  const held = new Map<Shape, Value>([[value.shape, value]]);
  for (const shape of held.keys()) {
    for (const part of partsOf(shape)) if (!held.has(part.shape)) held.set(part.shape, part);
  }
  return [...held.values()];
}

function partsOf(shape: Shape): readonly Value[] {
  if (shape.kind === 'object') return [...shape.members.values(), ...shape.spreads];
  if (shape.kind === 'list') return shape.each ? [...shape.elements, shape.each] : shape.elements;
  return [];
}

function quoted(content: Constant): string {
  return content === undefined ? 'undefined' : JSON.stringify(content);
}
