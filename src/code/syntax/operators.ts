import { SyntaxKind, tokenToString, type ts } from '../typescript.js';
import type { Code } from './code.js';
import { markAssigned, withAssigned, type Lowering } from './lowering.js';

/** `a && b`, `a || b`, `a ?? b`: the right side only runs after a look at the left one. */
export function readChoice(
  lowering: Lowering,
  operator: '&&' | '||' | '??',
  left: ts.Expression,
  right: ts.Expression,
): Code {
  const test = lowering.expression(left);
  const { result, assigns } = withAssigned(lowering, () => lowering.expression(right));
  return {
    kind: 'choice',
    operator,
    test,
    first: operator === '&&' ? result : undefined,
    second: operator === '&&' ? undefined : result,
    assigns,
  };
}

export function readUnary(
  lowering: Lowering,
  node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
): Code {
  const operand = lowering.expression(node.operand);
  if (node.operator !== SyntaxKind.PlusPlusToken && node.operator !== SyntaxKind.MinusMinusToken) {
    return {
      kind: 'operation',
      operator: tokenToString(node.operator) ?? 'other',
      operands: [operand],
    };
  }
  const binding = operand.kind === 'reference' ? operand.binding : undefined;
  markAssigned(lowering, binding);
  const sign = node.operator === SyntaxKind.PlusPlusToken ? '+' : '-';
  return {
    kind: 'assign',
    target: operand,
    bindings: binding === undefined ? [] : [binding],
    value: {
      kind: 'operation',
      operator: sign,
      operands: [operand, { kind: 'constant', value: 1 }],
    },
  };
}
