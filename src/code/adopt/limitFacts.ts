import { resolveExpression } from '../edits/constants.js';
import type { EditedSources, Place } from '../edits/editedSources.js';
import { descendants, propertyOf, valueOf } from '../edits/nodes.js';
import type { ServeCall } from '../edits/sdk1/serveCalls.js';
import { startsIn } from '../edits/sdk1/triggerCalls.js';
import { ts } from '../typescript.js';
import { numberAt } from './numbers.js';

/** Of a flow control; only what is a plain number. */
export interface LimitFacts {
  readonly parallelism: number | undefined;
  readonly rate: { readonly count: number; readonly seconds: number } | undefined;
}

type Literal = Place<ts.ObjectLiteralExpression>;

/** The flow control of a route: in `serve`, at a trigger, or in a literal with the layer's key in one of the given files. */
export function limitsOf(
  sources: EditedSources,
  call: ServeCall,
  { layer, near }: { layer: string; near: readonly string[] },
): LimitFacts | undefined {
  const literal = givenLimits(sources, call) ?? keyedLimits(sources, layer, near);
  return (
    literal && {
      parallelism: numberAt(sources, literal, 'parallelism'),
      rate: rateOf(sources, literal),
    }
  );
}

function givenLimits(sources: EditedSources, { options, route }: ServeCall): Literal | undefined {
  const starts = startsIn(sources).starts.filter(
    (start) => route !== undefined && start.route === route,
  );
  for (const { path, node } of [...options.map(({ literal }) => literal), ...starts]) {
    const property = propertyOf(node, 'flowControl');
    const value = property && valueOf(property);
    const meant = value && resolveExpression(sources, { path, node: value });
    if (meant && ts.isObjectLiteralExpression(meant.node)) {
      return { path: meant.path, node: meant.node };
    }
  }
  return undefined;
}

/** `{ key: 'digest.execute', … }` */
function keyedLimits(
  sources: EditedSources,
  layer: string,
  near: readonly string[],
): Literal | undefined {
  const literals = near.flatMap((path) =>
    descendants(sources.tree(path), ts.isObjectLiteralExpression).map((node) => ({ path, node })),
  );
  return literals.find(({ node }) => {
    const property = propertyOf(node, 'key');
    const key = property && valueOf(property);
    return key && ts.isStringLiteralLike(key) && key.text.split(/[.:/]/).at(-1) === layer;
  });
}

const PERIOD_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

function rateOf(sources: EditedSources, literal: Literal): LimitFacts['rate'] {
  const { path, node } = literal;
  const count = numberAt(sources, literal, 'rate') ?? numberAt(sources, literal, 'ratePerSecond');
  if (count === undefined) return undefined;
  const property = propertyOf(node, 'period');
  const value = property && valueOf(property);
  if (value === undefined) return { count, seconds: 1 };
  const period = resolveExpression(sources, { path, node: value }).node;
  if (ts.isNumericLiteral(period)) return { count, seconds: Number(period.text) };
  const [, number, unit = ''] =
    (ts.isStringLiteralLike(period) && /^(\d+)([smhd])$/.exec(period.text)) || [];
  const seconds = Number(number) * (PERIOD_SECONDS[unit] ?? Number.NaN);
  return Number.isNaN(seconds) ? undefined : { count, seconds };
}
