import { ts } from '../../typescript.js';
import { bindingOf } from '../bindings.js';
import { resolveExpression } from '../constants.js';
import type { EditedSources, Place } from '../editedSources.js';
import {
  type Arguments,
  answersOf,
  argumentsOf,
  functionAt,
  type FunctionNode,
} from '../functions.js';
import { bare, propertyOf, valueOf } from '../nodes.js';

/** What a return says: why a payload is refused, as code, or something else. */
export type Answer =
  { readonly kind: 'refusal'; readonly message: string } | { readonly kind: 'other' };

/** Undefined where nothing tells what the answer is. */
export function answerOf(
  sources: EditedSources,
  { path, node }: Place<ts.ReturnStatement>,
): Answer | undefined {
  const answer = node.expression && bare(node.expression);
  const unsaid = quoted(`Refused before the first step${conditionOf(node)}`);
  if (!answer || /^(undefined|null|void 0)$/.test(answer.getText())) return refusal(unsaid);
  const shape = shapeOf(sources, { path, node: answer });
  if (!shape) return undefined;
  const { literal } = shape;
  const success = propertyOf(literal.node, 'success');
  const isFailure = (success && valueOf(success)?.kind) === ts.SyntaxKind.FalseKeyword;
  const key = ['error', ...(isFailure ? ['message'] : [])].find((name) =>
    propertyOf(literal.node, name),
  );
  const said = key === undefined ? undefined : propertyOf(literal.node, key);
  const text = said && valueOf(said);
  if (!key || !text) {
    if (!isFailure) return { kind: 'other' };
    return shape.isPure ? refusal(unsaid) : undefined;
  }
  if (literal.node === answer) return refusal(asText(text, text.getText()));
  const behind = textBehind(sources, shape, text);
  if (behind !== undefined) return refusal(behind);
  return shape.isTyped ? undefined : refusal(asText(text, `${answer.getText()}.${key}`));
}

function refusal(message: string): Answer {
  return { kind: 'refusal', message };
}

/** The object that an answer is. */
interface Shape {
  readonly literal: Place<ts.ObjectLiteralExpression>;
  /** What the function was given that makes it. */
  readonly given?: Arguments;
  /** Whether to make it does nothing else. */
  readonly isPure: boolean;
  /** Whether a type is written, which may not know its properties. */
  readonly isTyped: boolean;
}

/** Written where it is returned, a constant, or what a function of the project makes of its arguments. */
function shapeOf(sources: EditedSources, place: Place): Shape | undefined {
  const { path, node } = resolveExpression(sources, place);
  if (ts.isObjectLiteralExpression(node)) {
    return { literal: { path, node }, isPure: true, isTyped: isTyped(node) };
  }
  if (!ts.isCallExpression(node)) return undefined;
  const made = functionAt(sources, { path, node: bare(node.expression) });
  const [answer, ...others] = made ? answersOf(made.node) : [];
  if (!made || !answer || others.length > 0) return undefined;
  const meant = resolveExpression(sources, { path: made.path, node: answer });
  if (!ts.isObjectLiteralExpression(meant.node)) return undefined;
  const isAsync = made.node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
  return {
    literal: { path: meant.path, node: meant.node },
    given: argumentsOf(made, { path, node }),
    isPure: isOnlyAnswer(made.node),
    isTyped: made.node.type !== undefined || isAsync === true,
  };
}

function isTyped({ parent }: ts.Node): boolean {
  if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent))
    return parent.type !== undefined;
  return ts.isExpression(parent) || ts.isPropertyAssignment(parent) ? isTyped(parent) : false;
}

function isOnlyAnswer({ body }: FunctionNode): boolean {
  return body !== undefined && (!ts.isBlock(body) || body.statements.length === 1);
}

/** The text itself, where it is one, or the argument that is handed on. */
function textBehind(
  sources: EditedSources,
  { literal: { path }, given, isPure }: Shape,
  text: ts.Expression,
): string | undefined {
  if (!isPure) return undefined;
  const binding = ts.isIdentifier(text) ? bindingOf(text) : undefined;
  if (given && binding?.kind === 'parameter' && binding.of === given.of) {
    const value = given.values[binding.index]?.node;
    const isDefault = value && ts.isParameter(value.parent);
    return !value || (isDefault && !ts.isStringLiteralLike(value))
      ? undefined
      : asText(value, value.getText());
  }
  const { node } = resolveExpression(sources, { path, node: text });
  return ts.isStringLiteralLike(node) ? node.getText() : undefined;
}

/** The code for a value as a text, which most of them are. */
function asText(value: ts.Expression, code: string): string {
  return ts.isStringLiteralLike(value) || ts.isTemplateExpression(value) ? code : `String(${code})`;
}

function conditionOf(node: ts.ReturnStatement): string {
  const around = ts.isBlock(node.parent) ? node.parent.parent : node.parent;
  return ts.isIfStatement(around) ? `: ${around.expression.getText().replaceAll(/\s+/g, ' ')}` : '';
}

function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}
