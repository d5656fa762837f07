import { ts } from '../typescript.js';
import { resolveExpression } from './constants.js';
import { bare } from './nodes.js';
import type { Place, EditedSources } from './editedSources.js';

/**
 * The path of the URL that an expression makes, as far as constants tell: `new URL(PATHS.process, base).toString()`,
 * `` `${base}/api/x` ``, `urlOf(PATHS.process)` and a plain string. Undefined when a part of the path is not constant.
 */
export function urlPathOf(sources: EditedSources, place: Place): string | undefined {
  const text = textOf(sources, place, 0);
  if (text === undefined) return undefined;
  const path = URL.canParse(text) ? new URL(text).pathname : text;
  return path.startsWith('/')
    ? (path.split(/[?#]/)[0] ?? path).replace(/(?<=.)\/$/, '')
    : undefined;
}

/** The text of an expression without an unknown beginning, which is taken for the origin. */
function textOf(sources: EditedSources, place: Place, depth: number): string | undefined {
  if (depth > 20) return undefined;
  const { path, node } = resolveExpression(sources, place);
  const inner = (expression: ts.Expression) =>
    textOf(sources, { path, node: expression }, depth + 1);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    const parts = node.templateSpans.flatMap(({ expression, literal }) => [
      inner(expression),
      literal.text,
    ]);
    return joined([node.head.text, ...parts]);
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return joined([inner(node.left), inner(node.right)]);
  }
  if (ts.isNewExpression(node)) return firstOf(node.arguments ?? [], inner);
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'href') {
    return inner(node.expression);
  }
  if (ts.isCallExpression(node)) {
    const callee = bare(node.expression);
    const isToString = ts.isPropertyAccessExpression(callee) && callee.name.text === 'toString';
    return isToString ? inner(callee.expression) : firstOf(node.arguments, inner);
  }
  return undefined;
}

/** The first argument that is a path. */
function firstOf(
  given: readonly ts.Expression[],
  text: (expression: ts.Expression) => string | undefined,
): string | undefined {
  return given.map(text).find((each) => each?.startsWith('/'));
}

function joined(parts: readonly (string | undefined)[]): string | undefined {
  const firstKnown = parts.findIndex((part) => part !== undefined && part !== '');
  const known = parts.slice(Math.max(firstKnown, 0));
  return known.includes(undefined) ? undefined : known.join('');
}
