import { ts } from '../../typescript.js';
import { resolveExpression } from '../constants.js';
import type { EditedSources, Place } from '../editedSources.js';
import { answersOf, functionAt } from '../functions.js';
import { bare, descendants } from '../nodes.js';

/** The literal itself, those of a list or put into it, those that a mapper or another function makes. */
export function literalsIn(
  sources: EditedSources,
  place: Place,
  depth = 0,
): Place<ts.ObjectLiteralExpression>[] {
  if (depth > 10) return [];
  const { path, node } = resolveExpression(sources, place);
  const among = (nodes: readonly ts.Expression[], at = path) =>
    nodes.flatMap((each) => literalsIn(sources, { path: at, node: each }, depth + 1));
  if (ts.isObjectLiteralExpression(node)) return [{ path, node }];
  if (ts.isConditionalExpression(node)) return among([node.whenTrue, node.whenFalse]);
  if (ts.isAwaitExpression(node) || ts.isSpreadElement(node)) return among([node.expression]);
  if (ts.isArrayLiteralExpression(node)) return [...among(node.elements), ...among(pushedTo(node))];
  if (!ts.isCallExpression(node)) return [];
  const callee = bare(node.expression);
  const made = functionAt(sources, { path, node: callee });
  if (made) return among(answersOf(made.node), made.path);
  if (!ts.isPropertyAccessExpression(callee)) return [];
  if (/^(map|flatMap|from)$/.test(callee.name.text)) {
    const mapper = node.arguments
      .map((each) => functionAt(sources, { path, node: each }))
      .find((each) => each !== undefined);
    return mapper ? among(answersOf(mapper.node), mapper.path) : [];
  }
  // What filters, sorts or cuts a list gives out of it.
  return among([callee.expression]);
}

/** `const runs = []; runs.push({ … })` */
function pushedTo(list: ts.ArrayLiteralExpression): ts.Expression[] {
  const { parent } = list;
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return [];
  const { text } = parent.name;
  const scope = parent.parent.parent.parent;
  return descendants(scope, ts.isCallExpression)
    .filter(
      ({ expression }) =>
        ts.isPropertyAccessExpression(expression) &&
        /^(push|unshift)$/.test(expression.name.text) &&
        expression.expression.getText() === text,
    )
    .flatMap((call) => [...call.arguments]);
}
