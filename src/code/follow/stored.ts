import type { LostFact } from '../facts/lostFacts.js';
import type { CallCode, Code, LoopStatement, Place } from '../syntax/code.js';
import { conditionsHere } from './conditions.js';
import { nameOfCallee } from './nameOfCallee.js';
import type { Stored, Value } from './value.js';
import { locate, type Frame, type Walk } from './walk.js';

/** Methods of what JSON knows; it has no other functions. */
const methods: ReadonlySet<string> = new Set(
  [String, Number, Boolean, Array, Object].flatMap(({ prototype }) =>
    Object.getOwnPropertyNames(prototype),
  ),
);

/** `result.createdAt.getTime()`, `result.byId.get(id)`, `response.json()` */
export function noteStoredCall(walk: Walk, frame: Frame, call: CallCode, receiver: Value): void {
  const name = call.callee.kind === 'member' ? call.callee.name : undefined;
  if (typeof name !== 'string') return;
  if (receiver.stored && name in Array.prototype) noteList(walk, receiver.stored);
  const was = wasOf(receiver.stored);
  // A list and a string have some of the methods, too.
  const isKept = methods.has(name) && was !== 'Map' && was !== 'Set';
  if (isKept || name.startsWith('toLocale') || Object.hasOwn(Object.prototype, name)) return;
  note(walk, frame, receiver, { was, use: nameOfCallee(call), outcome: 'throws', at: call.at });
}

/** `result.byId.size` */
export function noteStoredMember(
  walk: Walk,
  frame: Frame,
  { name, at }: Extract<Code, { kind: 'member' }>,
  object: Value,
): void {
  const was = wasOf(object.stored);
  if (object.stored && name === 'length') noteList(walk, object.stored);
  if (name !== 'size' || (was !== 'Map' && was !== 'Set')) return;
  note(walk, frame, object, { was, use: `${object.label}.size`, outcome: 'wrong', at });
}

/** `result.createdAt < now`, `now - result.createdAt`, `'cursor' in result` */
export function noteStoredOperation(
  walk: Walk,
  frame: Frame,
  operator: string,
  { codes, operands: [left, right] }: { codes: readonly Code[]; operands: readonly Value[] },
): void {
  if (!left || !right || !(left.stored ?? right.stored)) return;
  const at = codes.map(placeOf).find((place) => place !== undefined);
  if (!at) return;
  const use = `${left.label} ${operator} ${right.label}`;
  if (operator === 'in') {
    const { shape } = left;
    const object = right.stored?.was?.shape;
    const field =
      shape.kind === 'constant' && object?.kind === 'object'
        ? object.members.get(String(shape.value))?.shape
        : undefined;
    if (field?.kind !== 'constant' || field.value !== undefined) return;
    note(walk, frame, right, {
      was: 'undefined',
      use: `'${left.label}' in ${right.label}`,
      outcome: 'wrong',
      at,
    });
    return;
  }
  if (!/^([<>]=?|-)$/.test(operator)) return;
  const date = [left, right].find(({ stored }) => wasOf(stored) === 'Date');
  // Two dates as ISO texts compare as they should, but do not subtract.
  if (!date || (operator !== '-' && left.stored && right.stored)) return;
  note(walk, frame, date, { was: 'Date', use, outcome: 'wrong', at });
}

/** `for (const [id, user] of result.byId)` */
export function noteStoredRounds(
  walk: Walk,
  frame: Frame,
  { at }: LoopStatement,
  source: Value,
): void {
  noteGoneThrough(walk, frame, source, { use: `for … of ${source.label}`, at });
}

/** `[...result.tags]`, `Math.max(...result.sizes)` */
export function noteStoredSpread(walk: Walk, frame: Frame, code: Code, source: Value): void {
  const at = placeOf(code);
  if (at) noteGoneThrough(walk, frame, source, { use: `...${source.label}`, at });
}

/** `new Set(result.tags)` */
export function noteStoredCopy(
  walk: Walk,
  frame: Frame,
  { at, callee }: CallCode,
  source: Value,
): void {
  const name = callee.kind === 'reference' ? callee.name : '';
  noteGoneThrough(walk, frame, source, { use: `new ${name}(${source.label})`, at });
}

function noteGoneThrough(
  walk: Walk,
  frame: Frame,
  source: Value,
  { use, at }: { use: string; at: Place },
): void {
  if (!source.stored) return;
  noteList(walk, source.stored);
  const was = wasOf(source.stored);
  if (was === 'Map' || was === 'Set')
    note(walk, frame, source, { was, use, outcome: 'throws', at });
}

function note(
  walk: Walk,
  frame: Frame,
  { stored, identity }: Value,
  lost: Pick<LostFact, 'was' | 'use' | 'outcome'> & { at: Place },
): void {
  if (!stored || !walk.isRun || walk.revived.has(identity)) return;
  // `at instanceof Date ? at.getTime() : …` knows what it may be.
  const isAsked = conditionsHere(walk).some(
    ({ subject }) => subject.includes(identity) && /instanceof|typeof/.test(subject),
  );
  if (isAsked) return;
  walk.seen.lost.push({ ...lost, at: locate(frame, lost.at), step: stored.step });
}

/** The result of a step is gone through, or counted. */
function noteList(walk: Walk, { step, was }: Stored): void {
  if (was?.allRows) walk.seen.unbounded.set(step, was.allRows);
}

function wasOf(stored: Stored | undefined): LostFact['was'] {
  const shape = stored?.was?.shape;
  return shape?.kind === 'instance' && shape.of !== 'BigInt' ? shape.of : undefined;
}

function placeOf(code: Code): Place | undefined {
  if (code.kind === 'typed' || code.kind === 'await') return placeOf(code.value);
  return code.kind === 'reference' || code.kind === 'member' || code.kind === 'call'
    ? code.at
    : undefined;
}
