import { ts } from '../../typescript.js';
import { resolveExpression } from '../constants.js';
import { bare, descendants, propertyOf, removeProperty, replace, valueOf } from '../nodes.js';
import type { FileEdit, EditedSources } from '../editedSources.js';
import { allOf, decide, done, nothing, type Pass, type PassResult } from './pass.js';

/**
 * The body of `context.call` is sent as given on 1.x, so it must be a string; on 0.2 it was stringified unless
 * `stringifyBody` was false. The body of `context.invoke` is still stringified by the SDK; both lose the option.
 */
export const callBodies: Pass = (sources, selected) =>
  allOf(
    selected
      .filter((path) => /\.(?:call|invoke)\b|stringifyBody/.test(sources.text(path)))
      .flatMap((path) =>
        descendants(sources.tree(path), ts.isCallExpression).map((call) =>
          ofCall(sources, path, call),
        ),
      ),
  );

function ofCall(sources: EditedSources, path: string, call: ts.CallExpression): PassResult {
  const callee = call.expression;
  const method = ts.isPropertyAccessExpression(callee) ? callee.name.text : undefined;
  const [, settings] = call.arguments;
  if ((method !== 'call' && method !== 'invoke') || !settings) return nothing;
  const { path: at, node } = resolveExpression(sources, { path, node: settings });
  if (!ts.isObjectLiteralExpression(node)) return nothing;
  const isStep = propertyOf(node, method === 'call' ? 'url' : 'workflow') !== undefined;
  if (!isStep) return nothing;
  const option = propertyOf(node, 'stringifyBody');
  const stringifies = option && valueOf(option);
  const isOff = stringifies?.kind === ts.SyntaxKind.FalseKeyword;
  const isOn = !stringifies || stringifies.kind === ts.SyntaxKind.TrueKeyword;
  if (!isOff && !isOn && option) {
    return decide(
      sources,
      { path: at, node: option },
      'stringifyBody is gone; pass a string as the body where it was false, else JSON.stringify(body)',
    );
  }
  const removal = option ? [removeProperty(sources, { path: at, node: option })] : [];
  const body = propertyOf(node, 'body');
  const value = body && valueOf(body);
  const change = body && value ? newBody(method, isOff, { path: at, body, value }) : [];
  const edits = [...removal, ...change];
  if (edits.length === 0) return nothing;
  return { edits, notes: [done(at, `the body of context.${method} is as 1.x takes it`)] };
}

interface Body {
  readonly path: string;
  readonly body: ts.ObjectLiteralElementLike;
  readonly value: ts.Expression;
}

function newBody(
  method: 'call' | 'invoke',
  isOff: boolean,
  { path, body, value }: Body,
): FileEdit[] {
  const inner = stringified(value);
  if (method === 'invoke') return isOff && inner ? [replace({ path, node: value }, inner)] : [];
  if (isOff || inner || value.getText() === 'undefined') return [];
  return [replace({ path, node: body }, `body: JSON.stringify(${value.getText()})`)];
}

/** `x` of `JSON.stringify(x)`. */
function stringified(value: ts.Expression): string | undefined {
  const call = bare(value);
  if (!ts.isCallExpression(call) || call.expression.getText() !== 'JSON.stringify')
    return undefined;
  return call.arguments[0]?.getText();
}
