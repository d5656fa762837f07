import { ts } from '../typescript.js';
import type { CallCode, Code, ObjectCode } from './code.js';
import { readClass } from './functions.js';
import { markAssigned, withAssigned, type Lowering } from './lowering.js';
import { readChoice, readUnary } from './operators.js';

const nothing: Code = { kind: 'constant', value: undefined };

export function readExpression(lowering: Lowering, node: ts.Expression): Code {
  const read = lowering.expression;
  if (ts.isStringLiteralLike(node)) return { kind: 'constant', value: node.text };
  if (ts.isNumericLiteral(node)) return { kind: 'constant', value: Number(node.text) };
  if (ts.isIdentifier(node)) return readReference(lowering, node);
  if (ts.isTemplateExpression(node)) return readTemplate(lowering, node);
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node))
    return read(node.expression);
  if (
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isTypeAssertionExpression(node)
  ) {
    return { kind: 'typed', value: read(node.expression), type: lowering.type(node.type) };
  }
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
    return readMember(lowering, node);
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return readCall(lowering, node);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) {
    return { kind: 'function', index: lowering.functionIndex(node) };
  }
  if (ts.isClassExpression(node)) return readClass(lowering, node);
  if (ts.isObjectLiteralExpression(node)) return readObject(lowering, node);
  if (ts.isArrayLiteralExpression(node)) return { kind: 'list', elements: node.elements.map(read) };
  if (ts.isSpreadElement(node)) return { kind: 'spread', value: read(node.expression) };
  if (ts.isAwaitExpression(node)) {
    return { kind: 'await', value: read(node.expression), at: lowering.at(node) };
  }
  if (ts.isConditionalExpression(node)) {
    const test = read(node.condition);
    const { result, assigns } = withAssigned(lowering, () => ({
      first: read(node.whenTrue),
      second: read(node.whenFalse),
    }));
    return { kind: 'choice', operator: '?', test, ...result, assigns };
  }
  if (ts.isBinaryExpression(node)) return readBinary(lowering, node);
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node))
    return readUnary(lowering, node);
  if (ts.isTypeOfExpression(node)) {
    return { kind: 'operation', operator: 'typeof', operands: [read(node.expression)] };
  }
  if (ts.isVoidExpression(node) || ts.isYieldExpression(node)) {
    return {
      kind: 'operation',
      operator: 'void',
      operands: node.expression ? [read(node.expression)] : [],
    };
  }
  if (ts.isTaggedTemplateExpression(node)) return readTagged(lowering, node);
  return readKeyword(node);
}

function readKeyword({ kind }: ts.Expression): Code {
  if (kind === ts.SyntaxKind.TrueKeyword) return { kind: 'constant', value: true };
  if (kind === ts.SyntaxKind.FalseKeyword) return { kind: 'constant', value: false };
  if (kind === ts.SyntaxKind.NullKeyword) return { kind: 'constant', value: null };
  if (kind === ts.SyntaxKind.ThisKeyword) return { kind: 'this' };
  return { kind: 'operation', operator: 'other', operands: [] };
}

function readReference(lowering: Lowering, node: ts.Identifier): Code {
  if (node.text === 'undefined') return nothing;
  return {
    kind: 'reference',
    name: node.text,
    binding: lowering.scope.find(node.text),
    at: lowering.at(node),
  };
}

function readTemplate(lowering: Lowering, node: ts.TemplateExpression): Code {
  const spans = node.templateSpans.flatMap((span) => [
    lowering.expression(span.expression),
    span.literal.text,
  ]);
  return { kind: 'template', parts: [node.head.text, ...spans].filter((part) => part !== '') };
}

function readTagged(lowering: Lowering, node: ts.TaggedTemplateExpression): Code {
  const args = ts.isTemplateExpression(node.template)
    ? node.template.templateSpans.map((span) => lowering.expression(span.expression))
    : [];
  const callee = lowering.expression(node.tag);
  return { kind: 'call', callee, args, types: [], creates: false, at: lowering.at(node) };
}

function readMember(
  lowering: Lowering,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): Code {
  const isNamed = ts.isPropertyAccessExpression(node);
  return {
    kind: 'member',
    object: lowering.expression(node.expression),
    name: isNamed ? node.name.text : lowering.expression(node.argumentExpression),
    optional: node.questionDotToken !== undefined,
    at: lowering.at(isNamed ? node.name : node.argumentExpression),
  };
}

function readCall(lowering: Lowering, node: ts.CallExpression | ts.NewExpression): CallCode {
  const [first] = node.arguments ?? [];
  const text = first && lowering.text(first);
  return {
    kind: 'call',
    callee: lowering.expression(node.expression),
    args: (node.arguments ?? []).map(lowering.expression),
    types: (node.typeArguments ?? []).map(lowering.type),
    creates: ts.isNewExpression(node),
    at: lowering.at(node),
    ...(text && { text }),
  };
}

function readObject(lowering: Lowering, node: ts.ObjectLiteralExpression): Code {
  return {
    kind: 'object',
    at: lowering.at(node),
    properties: node.properties.flatMap((property): ObjectCode['properties'] => {
      const at = lowering.at(property);
      if (ts.isSpreadAssignment(property)) {
        return [{ name: undefined, value: lowering.expression(property.expression), at }];
      }
      if (ts.isShorthandPropertyAssignment(property)) {
        return [{ name: property.name.text, value: readReference(lowering, property.name), at }];
      }
      const name = propertyName(lowering, property.name);
      if (ts.isPropertyAssignment(property)) {
        const value = lowering.expression(property.initializer);
        return [{ name, value, at, written: lowering.written(property) }];
      }
      if (ts.isMethodDeclaration(property)) {
        return [{ name, value: { kind: 'function', index: lowering.functionIndex(property) }, at }];
      }
      if (ts.isGetAccessor(property)) {
        const index = lowering.functionIndex(property);
        return [{ name, value: { kind: 'function', index }, at, isGetter: true }];
      }
      return [];
    }),
  };
}

function propertyName(lowering: Lowering, name: ts.PropertyName): string | Code {
  return ts.isComputedPropertyName(name) ? lowering.expression(name.expression) : name.text;
}

function readBinary(lowering: Lowering, node: ts.BinaryExpression): Code {
  const operator = ts.tokenToString(node.operatorToken.kind) ?? 'other';
  if (operator === '&&' || operator === '||' || operator === '??') {
    return readChoice(lowering, operator, node.left, node.right);
  }
  if (!isAssignment(node.operatorToken.kind)) {
    const operands = [lowering.expression(node.left), lowering.expression(node.right)];
    return { kind: 'operation', operator, operands };
  }
  const target = lowering.expression(node.left);
  const right = lowering.expression(node.right);
  const bindings = bindingsIn(target);
  for (const binding of bindings) markAssigned(lowering, binding);
  const value: Code =
    operator === '='
      ? right
      : { kind: 'operation', operator: operator.slice(0, -1), operands: [target, right] };
  return { kind: 'assign', target, bindings, value };
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** The bindings that an assignment changes: the name itself, the object whose field is set, each name of a pattern. */
function bindingsIn(target: Code): number[] {
  if (target.kind === 'reference') return target.binding === undefined ? [] : [target.binding];
  if (target.kind === 'member') return bindingsIn(target.object);
  if (target.kind === 'list') return target.elements.flatMap(bindingsIn);
  if (target.kind === 'object') return target.properties.flatMap(({ value }) => bindingsIn(value));
  return [];
}
