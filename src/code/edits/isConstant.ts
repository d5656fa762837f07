import { ts } from '../typescript.js';
import { bindingOf } from './bindings.js';
import { rootOf } from './nodes.js';
import type { Portable } from './portable.js';

/** Written out, or made of names that are constants; nothing that is called, or is another thing each time. */
export function isConstant(node: ts.Node, imports: Portable['imports']): boolean {
  if (ts.isIdentifier(node)) return isPropertyName(node) || isConstantName(node, imports);
  if (ts.isAsExpression(node))
    return ts.isConstTypeReference(node.type) && isConstant(node.expression, imports);
  if (!isPlain(node)) return false;
  return !ts.forEachChild(node, (child) => !isConstant(child, imports) || undefined);
}

function isConstantName(name: ts.Identifier, imports: Portable['imports']): boolean {
  const binding = bindingOf(name);
  const added = imports.find((each) => each.name === name.text);
  switch (binding.kind) {
    case 'global':
      return added !== undefined || /^(undefined|Infinity|NaN)$/.test(name.text);
    case 'import':
      return added === undefined || added.specifier === binding.specifier;
    case 'const':
      return added === undefined && binding.isTopLevel;
    default:
      return false;
  }
}

function isPlain(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node)) return !isAssignment(node.operatorToken.kind);
  if (ts.isPrefixUnaryExpression(node))
    return /^[-+!~]$/.test(ts.tokenToString(node.operator) ?? '');
  if (ts.isPropertyAccessExpression(node)) return rootOf(node) !== undefined;
  return (
    ts.isLiteralExpression(node) ||
    ts.isTemplateExpression(node) ||
    ts.isTemplateSpan(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node) ||
    ts.isObjectLiteralExpression(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isShorthandPropertyAssignment(node) ||
    ts.isSpreadAssignment(node) ||
    ts.isArrayLiteralExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isConditionalExpression(node) ||
    isWord(node)
  );
}

/** `true`, `false`, `null`, and the signs between operands; not `this`. */
function isWord({ kind }: ts.Node): boolean {
  return (
    kind === ts.SyntaxKind.TrueKeyword ||
    kind === ts.SyntaxKind.FalseKeyword ||
    kind === ts.SyntaxKind.NullKeyword ||
    (kind >= ts.SyntaxKind.FirstPunctuation && kind <= ts.SyntaxKind.LastPunctuation)
  );
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node;
  const isNamed = ts.isPropertyAssignment(parent) || ts.isPropertyAccessExpression(parent);
  return isNamed && parent.name === node;
}
