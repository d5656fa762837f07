import { ts } from '../typescript.js';
import { bindingOf } from './bindings.js';
import { resolveExpression } from './constants.js';
import type { EditedSources, Place } from './editedSources.js';
import { answersOf, functionAt, type FunctionNode } from './functions.js';
import { bare } from './nodes.js';

/** Texts that parameters have; undefined where they are not constant. */
export interface Given {
  readonly of: FunctionNode;
  readonly texts: readonly (string | undefined)[];
}

/**
 * The path of the URL that an expression makes, as far as constants and functions of the project tell:
 * `new URL(PATHS.process, base).toString()`, `` `${base}/api/x` ``, `urlOf(PATHS.process)` and a plain string. Undefined when
 * a part of the path is not constant.
 */
export function urlPathOf(
  sources: EditedSources,
  place: Place,
  given: readonly Given[] = [],
): string | undefined {
  const text = textOf(sources, place, { given, depth: 0 });
  if (text === undefined) return undefined;
  const path = URL.canParse(text) ? new URL(text).pathname : text;
  return path.startsWith('/')
    ? (path.split(/[?#]/)[0] ?? path).replace(/(?<=.)\/$/, '')
    : undefined;
}

interface Reading {
  readonly given: readonly Given[];
  readonly depth: number;
}

/** The text of an expression without an unknown beginning, which is taken for the origin. */
export function textOf(
  sources: EditedSources,
  place: Place,
  reading: Reading = { given: [], depth: 0 },
): string | undefined {
  const { given, depth } = reading;
  if (depth > 20) return undefined;
  const { path, node } = resolveExpression(sources, place);
  const inner = (expression: ts.Expression) =>
    textOf(sources, { path, node: expression }, { given, depth: depth + 1 });
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isIdentifier(node)) return givenTo(node, given);
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
  if (ts.isNewExpression(node)) return firstPath((node.arguments ?? []).map(inner));
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'href') {
    return inner(node.expression);
  }
  if (!ts.isCallExpression(node)) return undefined;
  const callee = bare(node.expression);
  const isToString = ts.isPropertyAccessExpression(callee) && callee.name.text === 'toString';
  if (isToString) return inner(callee.expression);
  const texts = node.arguments.map(inner);
  return made(sources, { path, node: callee }, { texts, reading }) ?? firstPath(texts);
}

function givenTo(name: ts.Identifier, given: readonly Given[]): string | undefined {
  const binding = bindingOf(name);
  if (binding.kind !== 'parameter') return undefined;
  return given.find((each) => each.of === binding.of)?.texts[binding.index];
}

/** What a function of the project makes of the texts that it is given. */
function made(
  sources: EditedSources,
  callee: Place,
  { texts, reading }: { texts: readonly (string | undefined)[]; reading: Reading },
): string | undefined {
  const called = functionAt(sources, callee);
  if (!called) return undefined;
  const { path, node } = called;
  const own = { given: [...reading.given, { of: node, texts }], depth: reading.depth + 1 };
  const answers = answersOf(node).map((answer) => textOf(sources, { path, node: answer }, own));
  return new Set(answers).size === 1 ? answers[0] : undefined;
}

/** The first argument that is a path. */
function firstPath(texts: readonly (string | undefined)[]): string | undefined {
  return texts.find((each) => each?.startsWith('/'));
}

function joined(parts: readonly (string | undefined)[]): string | undefined {
  const firstKnown = parts.findIndex((part) => part !== undefined && part !== '');
  const known = parts.slice(Math.max(firstKnown, 0));
  return known.includes(undefined) ? undefined : known.join('');
}
