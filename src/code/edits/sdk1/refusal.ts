import { ts } from '../../typescript.js';
import { propertyOf, valueOf } from '../nodes.js';

/** The code of what a returned refusal says; undefined for any other answer. */
export function messageOf(
  node: ts.ReturnStatement,
  answer: ts.Expression | undefined,
): string | undefined {
  const isNothing = !answer || /^(undefined|null|void 0)$/.test(answer.getText());
  if (isNothing) return quoted(`Refused before the first step${conditionOf(node)}`);
  if (!ts.isObjectLiteralExpression(answer)) return undefined;
  const success = propertyOf(answer, 'success');
  const isFailure = (success && valueOf(success)?.kind) === ts.SyntaxKind.FalseKeyword;
  const said =
    propertyOf(answer, 'error') ?? (isFailure ? propertyOf(answer, 'message') : undefined);
  const text = said && valueOf(said);
  if (!text)
    return isFailure ? quoted(`Refused before the first step${conditionOf(node)}`) : undefined;
  const isText = ts.isStringLiteralLike(text) || ts.isTemplateExpression(text);
  return isText ? text.getText() : `String(${text.getText()})`;
}

function conditionOf(node: ts.ReturnStatement): string {
  const around = ts.isBlock(node.parent) ? node.parent.parent : node.parent;
  return ts.isIfStatement(around) ? `: ${around.expression.getText().replaceAll(/\s+/g, ' ')}` : '';
}

function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}
