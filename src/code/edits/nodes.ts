import { ts } from '../typescript.js';
import type { FileEdit, Place, EditedSources } from './editedSources.js';

/** All nodes of a kind below a node, in the order of the text. */
export function descendants<Node extends ts.Node>(
  root: ts.Node,
  is: (node: ts.Node) => node is Node,
): Node[] {
  const found: Node[] = [];
  const visit = (node: ts.Node): void => {
    if (is(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(root, visit);
  return found;
}

const calls = new WeakMap<ts.SourceFile, readonly ts.CallExpression[]>();

/** Every call of a file, in the order of the text. */
export function callsIn(tree: ts.SourceFile): readonly ts.CallExpression[] {
  const known = calls.get(tree);
  if (known) return known;
  const found = descendants(tree, ts.isCallExpression);
  calls.set(tree, found);
  return found;
}

/** The expression without parentheses, `as`, `satisfies` and `!`. */
export function bare(node: ts.Expression): ts.Expression {
  const isWrapped =
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node);
  return isWrapped ? bare(node.expression) : node;
}

/** The name that a chain of properties begins with: `LIMITS` of `LIMITS.digest.key`. */
export function rootOf(node: ts.Expression): ts.Identifier | undefined {
  if (ts.isIdentifier(node)) return node;
  return ts.isPropertyAccessExpression(node) ? rootOf(node.expression) : undefined;
}

/** The constant name of a member of an object, a class or an enum. */
export function propertyName({ name }: ts.NamedDeclaration): string | undefined {
  if (name === undefined) return undefined;
  const isConstant =
    ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isPrivateIdentifier(name);
  if (isConstant) return name.text;
  const isComputed = ts.isComputedPropertyName(name) && ts.isStringLiteralLike(name.expression);
  return isComputed ? name.expression.text : undefined;
}

export function propertyOf(
  literal: ts.ObjectLiteralExpression,
  name: string,
): ts.ObjectLiteralElementLike | undefined {
  return literal.properties.find((property) => propertyName(property) === name);
}

/** What a property holds; undefined for a method or an accessor. */
export function valueOf(property: ts.ObjectLiteralElementLike): ts.Expression | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer;
  return ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
}

/** Replaces a node, without the comments before it. */
export function replace({ path, node }: Place<ts.Node>, text: string): FileEdit {
  return { path, start: node.getStart(), end: node.getEnd(), text };
}

/** Takes a property out of its literal, with its comma and the comments above it. */
export function removeProperty(
  sources: EditedSources,
  { path, node }: Place<ts.ObjectLiteralElementLike>,
): FileEdit {
  const text = sources.text(path);
  const comma = /^\s*,/.exec(text.slice(node.getEnd()))?.[0].length ?? 0;
  return { path, start: ownStart(node), end: node.getEnd() + comma, text: '' };
}

/** The comments above a node, each on its line; one behind the comma before it is not among them. */
export function commentsAbove(node: ts.Node): string {
  return node.getSourceFile().text.slice(ownStart(node), node.getStart()).trim();
}

function ownStart(node: ts.Node): number {
  const { text } = node.getSourceFile();
  const trailing = ts.getTrailingCommentRanges(text, node.getFullStart());
  return trailing?.at(-1)?.end ?? node.getFullStart();
}

/** Puts properties at the end of a literal. */
export function addProperties(
  { path, node }: Place<ts.ObjectLiteralExpression>,
  properties: readonly string[],
): FileEdit {
  const { properties: own } = node;
  const last = own.at(-1);
  const at = last?.getEnd() ?? node.getStart() + 1;
  // A comment ends with its line, so it gets one of its own.
  const separator = properties.some((each) => each.includes('//')) ? ',\n' : ', ';
  const all = properties.join(separator);
  const text = last ? `${separator}${all}` : ` ${all} `;
  return { path, start: at, end: at, text };
}
