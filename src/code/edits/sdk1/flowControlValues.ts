import { ts } from '../../typescript.js';
import { resolveExpression } from '../constants.js';
import {
  descendants,
  propertyName,
  propertyOf,
  removeProperty,
  replace,
  valueOf,
} from '../nodes.js';
import type { FileEdit, EditedSources, Place } from '../editedSources.js';
import { allOf, done, nothing, type Pass, type PassResult } from './pass.js';

const LIMITS = ['parallelism', 'rate', 'ratePerSecond'];

/**
 * `ratePerSecond` is `rate`, whose period is one second by default; a key has letters, digits, `-`, `_` and `.` only.
 * Source: `RESOURCE_NAME_PATTERN` in @upstash/workflow 1.3.3; FlowControl in @upstash/qstash.
 */
export const flowControlValues: Pass = (sources, selected) => {
  const literals = selected
    .filter((path) => /flowControl|@upstash\/(?:workflow|qstash)/i.test(sources.text(path)))
    .flatMap((path) => [...literalsIn(sources, path), ...usedIn(sources, path)]);
  const unique = new Map(literals.map((literal) => [literal.node, literal]));
  return allOf(
    [...unique.values()].map(({ path, node }) =>
      allOf([rate(sources, path, node), key(sources, path, node)]),
    ),
  );
};

function literalsIn(sources: EditedSources, path: string): Place<ts.ObjectLiteralExpression>[] {
  return descendants(sources.tree(path), ts.isObjectLiteralExpression)
    .filter(isFlowControl)
    .map((node) => ({ path, node }));
}

/** Those of other files that are used here: `flowControl: LIMITS.process`. */
function usedIn(sources: EditedSources, path: string): Place<ts.ObjectLiteralExpression>[] {
  return descendants(sources.tree(path), ts.isObjectLiteralExpression)
    .flatMap(({ properties }) => properties)
    .flatMap((property) => {
      const value = propertyName(property) === 'flowControl' ? valueOf(property) : undefined;
      const meant = value && resolveExpression(sources, { path, node: value });
      return meant && ts.isObjectLiteralExpression(meant.node)
        ? [{ path: meant.path, node: meant.node }]
        : [];
    });
}

function isFlowControl(literal: ts.ObjectLiteralExpression): boolean {
  const names = literal.properties.map(propertyName);
  if (!LIMITS.some((limit) => names.includes(limit))) return false;
  if (names.includes('key')) return true;
  const { parent } = literal;
  const isNamed = ts.isPropertyAssignment(parent) || ts.isVariableDeclaration(parent);
  return isNamed && /flow_?control/i.test(parent.name.getText());
}

function rate(
  sources: EditedSources,
  path: string,
  literal: ts.ObjectLiteralExpression,
): PassResult {
  const old = propertyOf(literal, 'ratePerSecond');
  if (old === undefined) return nothing;
  const notes = [done(path, 'ratePerSecond is now rate')];
  if (propertyOf(literal, 'rate')) {
    return { edits: [removeProperty(sources, { path, node: old })], notes };
  }
  const edit = ts.isShorthandPropertyAssignment(old)
    ? replace({ path, node: old }, 'rate: ratePerSecond')
    : old.name && replace({ path, node: old.name }, 'rate');
  return edit ? { edits: [edit], notes } : nothing;
}

function key(
  sources: EditedSources,
  path: string,
  literal: ts.ObjectLiteralExpression,
): PassResult {
  const property = propertyOf(literal, 'key');
  const value = property && valueOf(property);
  if (!value) return nothing;
  const place = resolveExpression(sources, { path, node: value });
  const texts = ts.isTemplateExpression(place.node)
    ? [place.node.head, ...place.node.templateSpans.map((span) => span.literal)]
    : ts.isStringLiteralLike(place.node)
      ? [place.node]
      : [];
  const edits = texts.flatMap((node): FileEdit[] => {
    const allowed = node.text.replaceAll(/[:/]/g, '.').replaceAll(/[^\w.-]/g, '-');
    if (allowed === node.text) return [];
    const at = node.getText().indexOf(node.text);
    if (at === -1) return [];
    const start = node.getStart() + at;
    return [{ path: place.path, start, end: start + node.text.length, text: allowed }];
  });
  if (edits.length === 0) return nothing;
  const text = place.node.getText();
  return {
    edits,
    notes: [
      done(
        place.path,
        `the flow-control key ${text} has characters that 1.x refuses; it is a new key, so runs in flight do not count against it`,
      ),
    ],
  };
}
