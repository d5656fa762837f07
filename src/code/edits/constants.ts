import { ts } from '../typescript.js';
import { bindingOf } from './bindings.js';
import type { EditedSources, Place } from './editedSources.js';
import { exportedAs } from './exports.js';
import { bare, propertyName, propertyOf, valueOf } from './nodes.js';

/**
 * What a name or a property of a constant object stands for, through `const`, imports and re-exports, members of classes
 * and enums, `as const` and the like. An expression that is neither comes back as it is; so does a name that is a parameter
 * or a `let`, or that a function or class declares.
 */
export function resolveExpression(sources: EditedSources, { path, node }: Place): Place {
  const meant = resolveNode(sources, { path, node });
  return ts.isExpression(meant.node)
    ? { path: meant.path, node: meant.node }
    : { path, node: bare(node) };
}

/** As `resolveExpression`, but a function, a class, an enum or a whole module may come back, too. */
export function resolveNode(sources: EditedSources, place: Place, depth = 0): Place<ts.Node> {
  const { path } = place;
  const node = bare(place.node);
  const meant = depth > 20 ? undefined : meaningOf(sources, { path, node }, depth);
  if (meant === undefined) return { path, node };
  return ts.isExpression(meant.node)
    ? resolveNode(sources, { path: meant.path, node: meant.node }, depth + 1)
    : meant;
}

function meaningOf(
  sources: EditedSources,
  { path, node }: Place,
  depth: number,
): Place<ts.Node> | undefined {
  if (ts.isIdentifier(node)) return namedBy(sources, { path, node }, depth);
  if (node.kind === ts.SyntaxKind.ThisKeyword) return ownerOf(path, node);
  if (ts.isCallExpression(node)) {
    const [frozen] = node.arguments;
    const isFrozen = frozen && node.expression.getText() === 'Object.freeze';
    return isFrozen ? { path, node: frozen } : undefined;
  }
  const key = keyOf(node);
  if (!key) return undefined;
  const owner = resolveNode(sources, { path, node: key.of }, depth + 1);
  return memberOf(sources, owner, key.name, depth);
}

/** `of.name` and `of['name']` */
function keyOf(node: ts.Expression): { of: ts.Expression; name: string } | undefined {
  if (ts.isPropertyAccessExpression(node)) return { of: node.expression, name: node.name.text };
  if (!ts.isElementAccessExpression(node) || !ts.isStringLiteralLike(node.argumentExpression))
    return undefined;
  return { of: node.expression, name: node.argumentExpression.text };
}

function namedBy(
  sources: EditedSources,
  { path, node }: Place<ts.Identifier>,
  depth: number,
): Place<ts.Node> | undefined {
  const binding = bindingOf(node);
  switch (binding.kind) {
    case 'const':
      return { path, node: binding.value };
    case 'function':
    case 'class':
    case 'enum':
      return { path, node: binding.node };
    case 'part': {
      const whole = resolveNode(sources, { path, node: binding.whole }, depth + 1);
      return memberOf(sources, whole, binding.key, depth);
    }
    case 'import': {
      const target = sources.resolve(path, binding.specifier);
      return target === undefined ? undefined : exportedAs(sources, target, binding.imported);
    }
    case 'parameter':
    case 'other':
    case 'global':
      return undefined;
  }
}

/** The class that `this` means, or an object of it. */
function ownerOf(path: string, node: ts.Node): Place<ts.Node> | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isClassLike(at)) return { path, node: at };
    if (ts.isFunctionDeclaration(at) || ts.isFunctionExpression(at)) return undefined;
  }
  return undefined;
}

function memberOf(
  sources: EditedSources,
  { path, node }: Place<ts.Node>,
  name: string,
  depth: number,
): Place<ts.Node> | undefined {
  if (ts.isSourceFile(node)) return exportedAs(sources, path, name);
  if (ts.isObjectLiteralExpression(node)) {
    const property = propertyOf(node, name);
    const value = property && valueOf(property);
    if (value) return { path, node: value };
    return property && ts.isMethodDeclaration(property) ? { path, node: property } : undefined;
  }
  if (ts.isEnumDeclaration(node)) {
    const member = node.members.find((each) => propertyName(each) === name);
    return member?.initializer && { path, node: member.initializer };
  }
  if (!ts.isClassLike(node)) return undefined;
  const member = node.members.find((each) => propertyName(each) === name);
  if (member && ts.isPropertyDeclaration(member)) {
    return member.initializer && { path, node: member.initializer };
  }
  if (member) return ts.isMethodDeclaration(member) ? { path, node: member } : undefined;
  const parent = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  const [base] = parent?.types ?? [];
  if (!base || depth > 20) return undefined;
  return memberOf(
    sources,
    resolveNode(sources, { path, node: base.expression }, depth + 1),
    name,
    depth + 1,
  );
}
