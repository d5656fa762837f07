import { ts } from '../../typescript.js';
import type { EditedSources, Place } from '../editedSources.js';
import { callsOf, isFunction, nameOf } from '../functions.js';
import { callsIn, propertyOf, valueOf } from '../nodes.js';
import { textOf, urlPathOf } from '../urlPath.js';
import { literalsIn } from './literals.js';
import { passedRoutes } from './passedRoutes.js';

/** What a run is started with: the literal that names its URL. */
export interface Start extends Place<ts.ObjectLiteralExpression> {
  /** The URL path that is triggered; undefined when it is not constant. */
  readonly route: string | undefined;
  /**
   * `trigger`: the literal is given to `client.trigger` itself. `helper`: to a function of the project that may expect other
   * properties. `parameter`: to `client.trigger`, for every route that callers of the function around it name.
   */
  readonly by: 'trigger' | 'helper' | 'parameter';
}

export interface Starts {
  readonly starts: readonly Start[];
  /** Calls of `client.trigger` of which nothing tells what they start. */
  readonly unread: readonly Place<ts.CallExpression>[];
}

/** Everything of the project that starts runs: `client.trigger`, alone or in a batch, and helpers around it. */
export function startsIn(sources: EditedSources): Starts {
  const found = sources
    .paths()
    .filter((path) => /trigger/i.test(sources.text(path)))
    .flatMap((path) =>
      callsIn(sources.tree(path)).map((call) => startsOf(sources, { path, node: call })),
    );
  return {
    starts: found.flatMap(({ starts }) => starts),
    unread: found.flatMap(({ unread }) => unread),
  };
}

const none: Starts = { starts: [], unread: [] };

function startsOf(sources: EditedSources, { path, node: call }: Place<ts.CallExpression>): Starts {
  const [given] = call.arguments;
  if (!given) return none;
  const callee = call.expression;
  const isTrigger = ts.isPropertyAccessExpression(callee) && callee.name.text === 'trigger';
  const isHelper = !isTrigger && /trigger/i.test(callee.getText());
  if (!isTrigger && !isHelper) return none;
  const literals = literalsIn(sources, { path, node: given }).flatMap((literal) => {
    const property =
      propertyOf(literal.node, 'url') ?? (isHelper ? propertyOf(literal.node, 'path') : undefined);
    const url = property && valueOf(property);
    return url ? [{ literal, url: { path: literal.path, node: url } }] : [];
  });
  const starts = literals.flatMap(({ literal, url }): Start[] => {
    const route = urlPathOf(sources, url);
    const passed = route === undefined && isTrigger ? passedRoutes(sources, url) : [];
    if (passed.length > 0)
      return passed.map((each) => ({ ...literal, route: each, by: 'parameter' }));
    return [{ ...literal, route, by: isTrigger ? 'trigger' : 'helper' }];
  });
  const isRead = starts.length > 0 && starts.every(({ route }) => route !== undefined);
  const isOpen =
    isTrigger &&
    !isRead &&
    mayBeClient(sources, path, callee) &&
    !isConstant(sources, { path, node: given }) &&
    !isInHelper(sources, { path, node: call });
  return { starts, unread: isOpen ? [{ path, node: call }] : [] };
}

/** A helper around `client.trigger` is looked at where it is called, with a literal that names a route. */
function isInHelper(sources: EditedSources, { path, node }: Place<ts.Node>): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (!isFunction(at) || !/trigger/i.test(nameOf(at) ?? '')) continue;
    const calls = callsOf(sources, { path, node: at });
    return calls.some((call) => startsOf(sources, call).starts.some(({ route }) => route));
  }
  return false;
}

/** A plain value is not what `client.trigger` takes, but another `trigger` might. */
function isConstant(sources: EditedSources, { path, node }: Place): boolean {
  return textOf(sources, { path, node }) !== undefined;
}

function mayBeClient(sources: EditedSources, path: string, callee: ts.Expression): boolean {
  return /client/i.test(callee.getText()) || sources.text(path).includes('@upstash/');
}
