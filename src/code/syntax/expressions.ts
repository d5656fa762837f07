import {
  SyntaxKind,
  isArrayLiteralExpression,
  isArrowFunction,
  isAsExpression,
  isAwaitExpression,
  isBigIntLiteral,
  isBinaryExpression,
  isCallExpression,
  isClassExpression,
  isComputedPropertyName,
  isConditionalExpression,
  isElementAccessExpression,
  isFunctionExpression,
  isGetAccessor,
  isIdentifier,
  isMethodDeclaration,
  isNewExpression,
  isNonNullExpression,
  isNumericLiteral,
  isObjectLiteralExpression,
  isParenthesizedExpression,
  isPostfixUnaryExpression,
  isPrefixUnaryExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isSatisfiesExpression,
  isShorthandPropertyAssignment,
  isSpreadAssignment,
  isSpreadElement,
  isStringLiteralLike,
  isTaggedTemplateExpression,
  isTemplateExpression,
  isTypeAssertionExpression,
  isTypeOfExpression,
  isVoidExpression,
  isYieldExpression,
  tokenToString,
  type ts,
} from '../typescript.js';
import { CHANGEABLE_FIELDS } from './changeableFields.js';
import type { CallCode, Code, ObjectCode } from './code.js';
import { readClass } from './functions.js';
import { markAssigned, withAssigned, type Lowering } from './lowering.js';
import { readChoice, readUnary } from './operators.js';

const nothing: Code = { kind: 'constant', value: undefined };

export function readExpression(lowering: Lowering, node: ts.Expression): Code {
  const read = lowering.expression;
  // What is most common comes first.
  if (isIdentifier(node)) return looked(lowering, readReference(lowering, node));
  if (isPropertyAccessExpression(node) || isElementAccessExpression(node))
    return readMember(lowering, node);
  if (isCallExpression(node) || isNewExpression(node)) return readCall(lowering, node);
  if (isStringLiteralLike(node)) return { kind: 'constant', value: node.text };
  if (isNumericLiteral(node)) return { kind: 'constant', value: Number(node.text) };
  if (isObjectLiteralExpression(node)) return readObject(lowering, node);
  if (isTemplateExpression(node)) return readTemplate(lowering, node);
  if (isParenthesizedExpression(node) || isNonNullExpression(node)) return read(node.expression);
  if (isAsExpression(node) || isSatisfiesExpression(node) || isTypeAssertionExpression(node)) {
    return { kind: 'typed', value: read(node.expression), type: lowering.type(node.type) };
  }
  if (isArrowFunction(node) || isFunctionExpression(node)) {
    return { kind: 'function', index: lowering.functionIndex(node) };
  }
  if (isClassExpression(node)) return readClass(lowering, node);
  if (isArrayLiteralExpression(node)) return { kind: 'list', elements: node.elements.map(read) };
  if (isSpreadElement(node)) return { kind: 'spread', value: read(node.expression) };
  if (isAwaitExpression(node)) {
    return { kind: 'await', value: read(node.expression), at: lowering.at(node) };
  }
  if (isConditionalExpression(node)) {
    const test = read(node.condition);
    const { result, assigns } = withAssigned(lowering, () => ({
      first: read(node.whenTrue),
      second: read(node.whenFalse),
    }));
    return { kind: 'choice', operator: '?', test, ...result, assigns };
  }
  if (isBinaryExpression(node)) return readBinary(lowering, node);
  if (isPrefixUnaryExpression(node) || isPostfixUnaryExpression(node))
    return readUnary(lowering, node);
  if (isTypeOfExpression(node)) {
    return { kind: 'operation', operator: 'typeof', operands: [read(node.expression)] };
  }
  if (isVoidExpression(node) || isYieldExpression(node)) {
    return {
      kind: 'operation',
      operator: 'void',
      operands: node.expression ? [read(node.expression)] : [],
    };
  }
  if (isTaggedTemplateExpression(node)) return readTagged(lowering, node);
  if (isBigIntLiteral(node)) return { kind: 'operation', operator: 'bigint', operands: [] };
  return readKeyword(node);
}

function readKeyword({ kind }: ts.Expression): Code {
  if (kind === SyntaxKind.TrueKeyword) return { kind: 'constant', value: true };
  if (kind === SyntaxKind.FalseKeyword) return { kind: 'constant', value: false };
  if (kind === SyntaxKind.NullKeyword) return { kind: 'constant', value: null };
  if (kind === SyntaxKind.ThisKeyword) return { kind: 'this' };
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

/** Whoever has the value of a variable may do anything with it. */
function looked(lowering: Lowering, reference: Code): Code {
  if (reference.kind === 'reference' && reference.binding !== undefined)
    lowering.looked[reference.binding] = true;
  return reference;
}

function readTemplate(lowering: Lowering, node: ts.TemplateExpression): Code {
  const spans = node.templateSpans.flatMap((span) => [
    lowering.expression(span.expression),
    span.literal.text,
  ]);
  return { kind: 'template', parts: [node.head.text, ...spans].filter((part) => part !== '') };
}

function readTagged(lowering: Lowering, node: ts.TaggedTemplateExpression): Code {
  const args = isTemplateExpression(node.template)
    ? node.template.templateSpans.map((span) => lowering.expression(span.expression))
    : [];
  const callee = lowering.expression(node.tag);
  return { kind: 'call', callee, args, types: [], creates: false, at: lowering.at(node) };
}

function readMember(
  lowering: Lowering,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  isTarget = false,
): Code {
  const isNamed = isPropertyAccessExpression(node);
  const { expression: object } = node;
  const isFilled = isTarget || (isNamed && filling.has(node.name.text));
  return {
    kind: 'member',
    object:
      isFilled && isIdentifier(object)
        ? readReference(lowering, object)
        : lowering.expression(object),
    name: isNamed ? node.name.text : indexOf(lowering, node),
    optional: node.questionDotToken !== undefined,
    at: lowering.at(isPropertyAccessExpression(node) ? node.name : node.argumentExpression),
  };
}

/** `jobs.push(job)`, `jobs.length`: what is in a list stays there. */
const filling = new Set(['push', 'unshift', 'length']);
/** `list[i]`; `object['name']` is `object.name`. */
function indexOf(lowering: Lowering, { argumentExpression: index }: ts.ElementAccessExpression) {
  return isStringLiteralLike(index) ? index.text : lowering.expression(index);
}

function readCall(lowering: Lowering, node: ts.CallExpression | ts.NewExpression): CallCode {
  const [first] = node.arguments ?? [];
  const text = first && lowering.text(first);
  const callee = lowering.expression(node.expression);
  if (lowering.grown.length > 0) markGrown(lowering, callee);
  return {
    kind: 'call',
    callee,
    args: (node.arguments ?? []).map(lowering.expression),
    types: (node.typeArguments ?? []).map(lowering.type),
    creates: isNewExpression(node),
    at: lowering.at(node),
    ...(text && { text }),
  };
}

/** `pages.push(page)` in a loop */
function markGrown({ grown }: Lowering, callee: Code): void {
  if (callee.kind !== 'member' || callee.object.kind !== 'reference') return;
  const { binding } = callee.object;
  if (binding === undefined || typeof callee.name !== 'string' || !changing.has(callee.name))
    return;
  for (const open of grown) open.add(binding);
}

const changing = new Set(['push', 'unshift', 'pop', 'shift', 'splice', 'add', 'set', 'delete']);

function readObject(lowering: Lowering, node: ts.ObjectLiteralExpression): Code {
  return {
    kind: 'object',
    at: lowering.at(node),
    properties: node.properties.flatMap((property): ObjectCode['properties'] => {
      const at = lowering.at(property);
      if (isSpreadAssignment(property)) {
        return [{ name: undefined, value: lowering.expression(property.expression), at }];
      }
      if (isShorthandPropertyAssignment(property)) {
        return [{ name: property.name.text, value: lowering.expression(property.name), at }];
      }
      const name = propertyName(lowering, property.name);
      if (isPropertyAssignment(property)) {
        const value = lowering.expression(property.initializer);
        const isChangeable = typeof name === 'string' && CHANGEABLE_FIELDS.has(name);
        return [{ name, value, at, ...(isChangeable && { written: lowering.written(property) }) }];
      }
      if (isMethodDeclaration(property)) {
        return [{ name, value: { kind: 'function', index: lowering.functionIndex(property) }, at }];
      }
      if (isGetAccessor(property)) {
        const index = lowering.functionIndex(property);
        return [{ name, value: { kind: 'function', index }, at, isGetter: true }];
      }
      return [];
    }),
  };
}

function propertyName(lowering: Lowering, name: ts.PropertyName): string | Code {
  return isComputedPropertyName(name) ? lowering.expression(name.expression) : name.text;
}

function readBinary(lowering: Lowering, node: ts.BinaryExpression): Code {
  const operator = tokenToString(node.operatorToken.kind) ?? 'other';
  if (operator === '&&' || operator === '||' || operator === '??') {
    return readChoice(lowering, operator, node.left, node.right);
  }
  if (!isAssignment(node.operatorToken.kind)) {
    const operands = [lowering.expression(node.left), lowering.expression(node.right)];
    return { kind: 'operation', operator, operands };
  }
  const target = readTarget(lowering, node.left);
  const right = lowering.expression(node.right);
  const bindings = bindingsIn(target);
  for (const binding of bindings) markAssigned(lowering, binding);
  const value = assignedBy(operator, target, right);
  return { kind: 'assign', target, bindings, value };
}

/** `a += b` is `a = a + b`, and `a ??= b` is `a = a ?? b`. */
function assignedBy(operator: string, target: Code, right: Code): Code {
  if (operator === '=') return right;
  const own = operator.slice(0, -1);
  if (own !== '&&' && own !== '||' && own !== '??')
    return { kind: 'operation', operator: own, operands: [target, right] };
  const sides =
    own === '&&' ? { first: right, second: undefined } : { first: undefined, second: right };
  return { kind: 'choice', operator: own, test: target, ...sides, assigns: [] };
}

function readTarget(lowering: Lowering, node: ts.Expression): Code {
  return isPropertyAccessExpression(node) || isElementAccessExpression(node)
    ? readMember(lowering, node, true)
    : lowering.expression(node);
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment;
}

/** The bindings that an assignment changes: the name itself, the object whose field is set, each name of a pattern. */
function bindingsIn(target: Code): number[] {
  if (target.kind === 'reference') return target.binding === undefined ? [] : [target.binding];
  if (target.kind === 'member') return bindingsIn(target.object);
  if (target.kind === 'list') return target.elements.flatMap(bindingsIn);
  if (target.kind === 'object') return target.properties.flatMap(({ value }) => bindingsIn(value));
  return [];
}
