import {
  SyntaxKind,
  isBinaryExpression,
  isExpressionStatement,
  isIdentifier,
  isPropertyAccessExpression,
  type ts,
} from '../typescript.js';

/** What `module.exports = …` gives to whoever requires the file. */
export const WHOLE = 'export=';

/** `exports.name = …`, `module.exports.name = …`, `module.exports = …` at the top of a file. */
export function commonExport(
  node: ts.Statement,
): { name: string; value: ts.Expression } | undefined {
  if (!isExpressionStatement(node) || !isBinaryExpression(node.expression)) return undefined;
  const { left, operatorToken, right } = node.expression;
  if (operatorToken.kind !== SyntaxKind.EqualsToken) return undefined;
  if (isModuleExports(left)) return { name: WHOLE, value: right };
  if (!isPropertyAccessExpression(left)) return undefined;
  const isExports = isNamed(left.expression, 'exports') || isModuleExports(left.expression);
  return isExports ? { name: left.name.text, value: right } : undefined;
}

function isModuleExports(node: ts.Expression): boolean {
  return (
    isPropertyAccessExpression(node) &&
    node.name.text === 'exports' &&
    isNamed(node.expression, 'module')
  );
}

function isNamed(node: ts.Expression, name: string): boolean {
  return isIdentifier(node) && node.text === name;
}
