import type { Code } from '../syntax/code.js';
import { isClient } from './client.js';
import {
  constant,
  isBigInt,
  isText,
  madeFrom,
  spelled,
  unknown,
  value,
  type Value,
} from './value.js';
import { noteStoredOperation } from './stored.js';
import { noteTest } from './looks.js';
import { noteMeant } from './promises.js';
import { testing, type Frame, type Walk } from './walk.js';

const questions = new Set([
  '===',
  '!==',
  '==',
  '!=',
  '<',
  '>',
  '<=',
  '>=',
  '!',
  'typeof',
  'in',
  'instanceof',
]);

/** What answers a bigint for bigints; with a number they throw. */
const arithmetic = new Set(['+', '-', '*', '/', '%', '**', '&', '|', '^', '<<', '>>', '~']);

export function evaluateOperation(
  walk: Walk,
  frame: Frame,
  operator: string,
  codes: readonly Code[],
): Value {
  const isQuestion = questions.has(operator);
  const visit = () => codes.map((code) => walk.interpreter.evaluate(walk, frame, code));
  const operands = isQuestion ? testing(walk, visit) : visit();
  const [left, right] = operands;
  if (isQuestion) for (const operand of operands) noteTest(walk, operand);
  noteStoredOperation(walk, frame, operator, { codes, operands });
  if (operator === 'void' && left && codes[0]) noteMeant(walk, frame, codes[0], left);
  if (operator === 'in' && left && right) noteIn(walk, left, right);
  if (operator === '+' && left && right && (isText(left) || isText(right)))
    return textOf([left, right]);
  // `client ??= new Client()`
  if (right && (operator === '??' || operator === '||') && isClient(right)) return right;
  if (operator === 'bigint' || (operands.some(isBigInt) && arithmetic.has(operator)))
    return value({ kind: 'instance', of: 'BigInt' }, madeFrom(operands));
  if (operator === 'other' || operator === 'void') return unknown(madeFrom(operands));
  return spelled(
    { kind: 'unknown' },
    written(operator, left?.identity, right?.identity),
    shown(operator, left?.label, right?.label),
    madeFrom(operands),
  );
}

/** `'id' in payload` */
function noteIn(walk: Walk, { shape: name }: Value, { shape: object }: Value): void {
  if (object.kind !== 'payload' || object.field !== undefined) return;
  walk.seen.looks.push({
    kind: 'check',
    field: name.kind === 'constant' ? String(name.value) : '*',
  });
}

/** A template or a concatenation. */
export function textOf(parts: readonly (string | Value)[]): Value {
  const values = parts.map((part) => (typeof part === 'string' ? constant(part) : part));
  if (values.every(({ shape, varies }) => shape.kind === 'constant' && varies.size === 0)) {
    return constant(values.map(({ label }) => label).join(''));
  }
  return spelled(
    { kind: 'text' },
    // Neighbouring texts must not spell differently when they are cut at another place.
    `text:${values.map((each) => (isText(each) ? contentOf(each) : `\${${each.identity}}`)).join('')}`,
    values.map((each) => (isText(each) ? each.label : `\${${each.label}}`)).join(''),
    madeFrom(values),
  );
}

function contentOf({ shape, identity, label }: Value): string {
  return shape.kind === 'text' ? identity.slice('text:'.length) : label;
}

function written(operator: string, left: string | undefined, right: string | undefined): string {
  return left === undefined ? operator : `(${shown(operator, left, right)})`;
}

function shown(operator: string, left: string | undefined, right: string | undefined): string {
  if (left === undefined) return operator;
  return right === undefined ? `${operator}${left}` : `${left} ${operator} ${right}`;
}
