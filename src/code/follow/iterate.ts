import type { CallCode, Pattern } from '../syntax/code.js';
import { nameIn, openLoop } from './loop.js';
import { roundOf } from './members.js';
import { withPending } from './promises.js';
import { sideBySide } from './rounds.js';
import { meetRounds } from './skips.js';
import { constant, madeFrom, stepsIn, unknown, value, type Closure, type Value } from './value.js';
import { unrolled } from './unrolled.js';
import { locate, type Frame, type Walk } from './walk.js';

const methods = new Set([
  'map',
  'flatMap',
  'forEach',
  'filter',
  'find',
  'findIndex',
  'some',
  'every',
  'each',
  'times',
]);
const accumulators = new Set(['reduce', 'reduceRight']);

/** Packages whose function calls its callback once per element: `pMap(ids, (id) => …)`. */
const iterators = /^p-(map|each|map-series|each-series|props|filter|times)$/;
const iteratorNames =
  /^(p?[mM]ap|p?[eE]ach|forEach|mapSeries|eachSeries|mapLimit|eachLimit|eachOf|times|mapAsync|asyncMap)$/;

/** Whether the call runs its callback once per element of something. */
export function isIteration({ shape }: Value, { callee, args }: CallCode): boolean {
  const isPlain = shape.kind !== 'function' && shape.kind !== 'class';
  if (callee.kind === 'member' && typeof callee.name === 'string') {
    const isMethod = methods.has(callee.name) || accumulators.has(callee.name);
    if (callee.name === 'from') return isPlain && args.length === 2;
    return isPlain && isMethod && args.length > 0;
  }
  if (shape.kind !== 'external') return false;
  return (
    iterators.test(shape.module) || (args.length > 1 && iteratorNames.test(shape.path.at(-1) ?? ''))
  );
}

export function callIteration(
  walk: Walk,
  frame: Frame,
  call: CallCode,
  callee: Value,
  receiver: Value | undefined,
): Value {
  const args = call.args.map((arg) => walk.interpreter.evaluate(walk, frame, arg));
  const position = args.findIndex(({ shape }) => shape.kind === 'function');
  const callback = args[position];
  // `list.map(f)`, but `pMap(list, f)`, `_.map(list, f)`, `Array.from(list, f)`.
  const source = position > 0 && !isAccumulator(call) ? args[0] : receiver;
  if (callback?.shape.kind !== 'function' || !source) {
    return unknown({
      ...madeFrom([...args, ...(receiver ? [receiver] : [])]),
      label: callee.label,
    });
  }
  const { closure } = callback.shape;
  const parameters = closure.code.parameters.map(({ pattern }) => pattern);
  const variable = variableOf(parameters, isAccumulator(call));
  const elements = isEach(call) ? unrolled(source) : undefined;
  if (elements) return eachInTurn(walk, frame, call, closure, elements);
  const loop = openLoop({ form: 'callback', variable, at: locate(frame, call.at) }, source);
  const { element, index } = roundOf(source, loop.id);
  const start = walk.flow;
  walk.loops.push(loop);
  const round = isAccumulator(call)
    ? [unknown({ label: 'accumulated', varies: new Set([loop.id]) }), element, index, source]
    : [element, index, source];
  const visit = () =>
    walk.interpreter.invoke(walk, closure, round, { at: locate(frame, call.at), isHandler: false });
  const result = isAccumulator(call) ? visit() : sideBySide(walk, visit);
  walk.loops.pop();
  const end = { ...walk.flow, isAlive: true };
  walk.flow = isFilled(source) ? end : meetRounds([end], start, { source });
  return resultOf(call, source, isKept(closure) ? constant(undefined) : result, loop.id);
}

/** `(id) => (last = start(id))`: a variable has what the callback answers. */
function isKept({ code: { body } }: Closure): boolean {
  const [only] = body;
  return body.length === 1 && only?.kind === 'return' && only.value?.kind === 'assign';
}

/** `map` and `forEach` over a list whose elements bring code of their own. */
function eachInTurn(
  walk: Walk,
  frame: Frame,
  call: CallCode,
  closure: Closure,
  elements: readonly Value[],
): Value {
  const how = { at: locate(frame, call.at), isHandler: false };
  const results = elements.map((element, index) => {
    const given = [element, constant(index)];
    const answer = sideBySide(walk, () => walk.interpreter.invoke(walk, closure, given, how));
    return isKept(closure) ? constant(undefined) : answer;
  });
  if (call.callee.kind === 'member' && call.callee.name === 'forEach') {
    const steps = results.flatMap(stepsIn);
    const isPending = steps.length > 0 || results.some(({ pending }) => pending);
    return isPending ? withPending(constant(undefined), steps) : constant(undefined);
  }
  return value({ kind: 'list', elements: results, each: undefined }, madeFrom(results));
}

function isEach({ callee }: CallCode): boolean {
  return callee.kind === 'member' && (callee.name === 'map' || callee.name === 'forEach');
}

function resultOf(call: CallCode, source: Value, result: Value, rounds: number): Value {
  const name = call.callee.kind === 'member' ? call.callee.name : 'map';
  if (name === 'map' || name === 'flatMap' || name === 'from' || call.callee.kind !== 'member') {
    return value(
      { kind: 'list', elements: [], each: result, rounds, sources: sourcesOf(source) },
      madeFrom([source, result]),
    );
  }
  if (name === 'filter') {
    const { each, rounds } = source.shape.kind === 'list' ? source.shape : {};
    return value(
      { kind: 'list', elements: [], each, rounds, sources: sourcesOf(source) },
      { ...madeFrom([source]), label: source.label },
    );
  }
  if (name !== 'forEach') return unknown(madeFrom([source, result]));
  // What its callback answers is dropped.
  return result.pending || stepsIn(result).length > 0
    ? withPending(constant(undefined), stepsIn(result))
    : constant(undefined);
}

function sourcesOf({ shape, identity }: Value): string[] {
  return [identity, ...((shape.kind === 'list' && shape.sources) || [])];
}

function isAccumulator({ callee }: CallCode): boolean {
  return (
    callee.kind === 'member' && typeof callee.name === 'string' && accumulators.has(callee.name)
  );
}

/** A list written out has a first round for certain. */
function isFilled({ shape }: Value): boolean {
  return shape.kind === 'list' && shape.elements.length > 0;
}

function variableOf(parameters: readonly Pattern[], skipsFirst: boolean): string | undefined {
  const pattern = parameters[skipsFirst ? 1 : 0];
  return pattern && nameIn(pattern);
}
