import type { LoopFact } from '../facts/workflowFacts.js';
import type { Code, LoopStatement, Pattern } from '../syntax/code.js';
import { evaluateEntry, evaluateTest, forget } from './branch.js';
import { ended, meet } from './flow.js';
import { meetRounds } from './skips.js';
import { countFrom, roundOf } from './members.js';
import { noteStoredRounds } from './stored.js';
import { noteDecided, noteRepeated } from './outside.js';
import { executeUnrolled, unrolled } from './unrolled.js';
import { unknown, value, withVaries, type Value } from './value.js';
import { locate, testing, type BreakTarget, type Frame, type Walk } from './walk.js';

let nextLoop = 1;

export function openLoop(about: Omit<LoopFact, 'id'>, source: Value | undefined): LoopFact {
  // What one loop made and another one goes through differs as the rounds do in which it was made.
  const made = source?.shape.kind === 'list' ? source.shape.rounds : undefined;
  return { id: made ?? nextLoop++, ...about };
}

/** Visits one round, knowing only what holds in every round. */
export function executeLoop(walk: Walk, frame: Frame, loop: LoopStatement): void {
  walk.interpreter.execute(walk, frame, loop.start);
  const source = loop.source && walk.interpreter.evaluate(walk, frame, loop.source);
  if (source?.stored && (loop.form === 'for-of' || loop.form === 'for-await'))
    noteStoredRounds(walk, frame, loop, source);
  const elements =
    loop.form === 'for-of' || loop.form === 'for-await' ? unrolled(source) : undefined;
  if (elements) {
    executeUnrolled(walk, frame, loop, elements);
    return;
  }
  const counter = counterOf(frame, loop);
  const about = { form: loop.form, variable: variableOf(loop), at: locate(frame, loop.at) };
  const fact = openLoop(about, source);
  const start = walk.flow;
  const target: BreakTarget = { isLoop: true, label: loop.label, left: [], again: [] };
  const stepsBefore = walk.seen.steps.length;

  const entry = loop.test && isPlain(loop.test) ? evaluateEntry(walk, frame, loop.test) : undefined;
  walk.loops.push(fact);
  walk.exits.push(target);
  forget(walk, frame, loop.assigns, [fact.id]);
  vary(frame, loop.grows, fact.id);
  if (counter)
    frame.environment.assign(counter.binding, {
      ...countFrom(counter.start, fact.id),
      label: counter.name,
    });
  if (loop.pattern && source)
    walk.interpreter.bind(walk, frame, loop.pattern, elementOf(loop, source, fact.id));
  const tested = loop.test && testOf(walk, frame, loop.test, entry !== undefined);
  if (tested) walk.governing.push(tested.payload);
  walk.interpreter.execute(walk, frame, loop.body);
  if (tested) walk.governing.pop();
  if (loop.update && walk.flow.isAlive) walk.interpreter.evaluate(walk, frame, loop.update);
  walk.exits.pop();
  walk.loops.pop();

  const rounds = [walk.flow, ...target.again].filter(({ isAlive }) => isAlive);
  freeSteps(walk, stepsBefore, fact.id, rounds);
  if (walk.seen.steps.some(({ loops }, index) => index >= stepsBefore && loops.includes(fact))) {
    // The next round has steps, too.
    rounds.forEach(noteRepeated);
    if (tested) noteDecided(tested, 'branch');
  }
  const ends = [...rounds, ...target.left];
  ends.push(ended(walk.flow));
  const hasRounds = loop.form === 'do' || isEndless(loop);
  walk.flow = hasRounds ? meet(ends) : meetRounds(ends, start, { source, entry });
  forget(walk, frame, loop.assigns, [fact.id]);
}

/** How long a list is differs between rounds that put something into it. */
function vary({ environment }: Frame, grows: readonly number[], loop: number): void {
  for (const binding of grows) {
    const known = environment.isLocal(binding) ? environment.get(binding) : undefined;
    if (known) environment.assign(binding, withVaries(known, [loop]));
  }
}

/** What holds in every round. The question may have been asked before the first one, and is the same. */
function testOf(walk: Walk, frame: Frame, test: Code, isAsked: boolean): Value {
  if (!isAsked) return evaluateTest(walk, frame, test).value;
  return testing(walk, () => walk.interpreter.evaluate(walk, frame, test));
}

/** Looking at it once more does nothing. */
function isPlain(code: Code): boolean {
  switch (code.kind) {
    case 'constant':
    case 'reference':
      return true;
    case 'member':
      return typeof code.name === 'string' && isPlain(code.object);
    case 'operation':
      return code.operands.every(isPlain);
    default:
      return false;
  }
}

/** A step after which the loop is always left, as in `if (done) { await context.run(…); break; }`, is not repeated by it. */
function freeSteps(walk: Walk, from: number, loop: number, rounds: readonly Walk['flow'][]): void {
  for (let index = from; index < walk.seen.steps.length; index++) {
    const step = walk.seen.steps[index];
    const isRepeated = rounds.some(({ done }) => done.has(index));
    if (step && !isRepeated) step.loops = step.loops.filter(({ id }) => id !== loop);
  }
}

function elementOf({ form, source: code }: LoopStatement, source: Value, loop: number): Value {
  const { element, index } = roundOf(source, loop);
  if (form === 'for-in') return unknown({ ...element, identity: `key of ${source.identity}` });
  if (!code || !isEntries(code)) return element;
  return value({ kind: 'list', elements: [index, element], each: undefined }, element);
}

/** `list.entries()`: pairs of position and element. */
function isEntries(code: Code): boolean {
  return code.kind === 'call' && code.callee.kind === 'member' && code.callee.name === 'entries';
}

/** `for (let i = 0; …; i++)`, where only the update changes i. */
function counterOf(
  frame: Frame,
  loop: LoopStatement,
): { binding: number; name: string; start: string } | undefined {
  const { update } = loop;
  if (loop.form !== 'for' || update?.kind !== 'assign' || update.target.kind !== 'reference')
    return undefined;
  const { binding, name } = update.target;
  const start = binding === undefined ? undefined : frame.environment.get(binding);
  if (binding === undefined || start?.shape.kind !== 'constant') return undefined;
  return { binding, name, start: start.identity };
}

/** `while (true)`, `for (;;)`: left by break only. */
function isEndless({ form, test }: LoopStatement): boolean {
  if (form === 'for-of' || form === 'for-await' || form === 'for-in') return false;
  return test === undefined || (test.kind === 'constant' && Boolean(test.value));
}

function variableOf({ pattern, update }: LoopStatement): string | undefined {
  if (pattern) return nameIn(pattern);
  return update?.kind === 'assign' && update.target.kind === 'reference'
    ? update.target.name
    : undefined;
}

export function nameIn(pattern: Pattern): string | undefined {
  if (pattern.kind === 'name') return pattern.name;
  const inner =
    pattern.kind === 'object' ? pattern.properties.map((each) => each.pattern) : pattern.elements;
  return inner.map((each) => each && nameIn(each)).find((name) => name !== undefined);
}
