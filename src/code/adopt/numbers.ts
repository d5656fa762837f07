import { resolveExpression } from '../edits/constants.js';
import type { EditedSources, Place } from '../edits/editedSources.js';
import { descendants, propertyOf, valueOf } from '../edits/nodes.js';
import { ts } from '../typescript.js';

/** The number that an expression makes of literals and constants, alone or multiplied. */
function numberOf(sources: EditedSources, place: Place): number | undefined {
  const { path, node } = resolveExpression(sources, place);
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.AsteriskToken) {
    return undefined;
  }
  const left = numberOf(sources, { path, node: node.left });
  const right = numberOf(sources, { path, node: node.right });
  return left === undefined || right === undefined ? undefined : left * right;
}

export function numberAt(
  sources: EditedSources,
  { path, node }: Place<ts.ObjectLiteralExpression>,
  name: string,
): number | undefined {
  const property = propertyOf(node, name);
  const value = property && valueOf(property);
  return value && numberOf(sources, { path, node: value });
}

/** The variables of a file that are numbers. */
export function numbersIn(sources: EditedSources, path: string): Record<string, number> {
  const declared = descendants(sources.tree(path), ts.isVariableDeclaration);
  return Object.fromEntries(
    declared.flatMap(({ name, initializer }) => {
      const number = initializer && numberOf(sources, { path, node: initializer });
      return ts.isIdentifier(name) && number !== undefined ? [[name.text, number] as const] : [];
    }),
  );
}
