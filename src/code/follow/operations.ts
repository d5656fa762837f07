import type { Code } from '../syntax/code.js';
import { isClient } from './client.js';
import { constant, isText, madeFrom, unknown, value, type Value } from './value.js';
import { noteStoredOperation } from './stored.js';
import { noteTest } from './looks.js';
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

export function evaluateOperation(
  walk: Walk,
  frame: Frame,
  operator: string,
  codes: readonly Code[],
): Value {
  const visit = () => codes.map((code) => walk.interpreter.evaluate(walk, frame, code));
  const operands = questions.has(operator) ? testing(walk, visit) : visit();
  const [left, right] = operands;
  if (questions.has(operator)) operands.forEach((operand) => noteTest(walk, operand));
  noteStoredOperation(walk, frame, operator, { codes, operands });
  if (operator === 'in' && left && right) noteIn(walk, left, right);
  if (operator === '+' && left && right && (isText(left) || isText(right)))
    return textOf([left, right]);
  // `client ??= new Client()`
  if (right && (operator === '??' || operator === '||') && isClient(right)) return right;
  if (operator === 'other' || operator === 'void') return unknown(madeFrom(operands));
  return unknown({ ...spelled(operator, operands), ...madeFrom(operands) });
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
  if (values.every(({ shape }) => shape.kind === 'constant')) {
    return constant(values.map(({ label }) => label).join(''));
  }
  return value(
    { kind: 'text' },
    {
      // Neighbouring texts must not spell differently when they are cut at another place.
      identity: `text:${values.map((each) => (isText(each) ? contentOf(each) : `\${${each.identity}}`)).join('')}`,
      label: values.map((each) => (isText(each) ? each.label : `\${${each.label}}`)).join(''),
      ...madeFrom(values),
    },
  );
}

function contentOf({ shape, identity, label }: Value): string {
  return shape.kind === 'text' ? identity.slice('text:'.length) : label;
}

function spelled(operator: string, operands: readonly Value[]): Pick<Value, 'identity' | 'label'> {
  const [left, right] = operands;
  if (!left) return { identity: operator, label: operator };
  if (!right)
    return { identity: `(${operator}${left.identity})`, label: `${operator}${left.label}` };
  return {
    identity: `(${left.identity} ${operator} ${right.identity})`,
    label: `${left.label} ${operator} ${right.label}`,
  };
}
