import { ts } from '../../typescript.js';
import { resolveExpression } from '../constants.js';
import type { EditedSources, Place } from '../editedSources.js';
import { callsIn, propertyName, propertyOf, valueOf } from '../nodes.js';
import { urlPathOf } from '../urlPath.js';
import { literalsIn } from './literals.js';
import { MOVED } from './movedOptions.js';
import { allOf, decide, isDecided, type Pass } from './pass.js';
import { passedRoutes } from './passedRoutes.js';
import { servesOf } from './serveCalls.js';

/**
 * On 0.2 a run that a plain message starts took its limits and retries from `serve`; on 1.x it has none, since only `client.trigger`
 * gives them. A client of QStash, a schedule or a request cannot become one by itself.
 * Source: `triggerFirstInvocation`, which is given the options of `serve` in 0.2.23, and none in 1.3.3.
 */
export const plainStarts: Pass = (sources, selected) => {
  const limited = new Set(
    servesOf(sources, selected)
      .filter(({ options }) =>
        options.some(({ property }) => MOVED.includes(propertyName(property) ?? '')),
      )
      .flatMap(({ route }) => route ?? []),
  );
  const starts = sources
    .paths()
    .filter((path) => MAY_START.test(sources.text(path)))
    .flatMap((path) =>
      callsIn(sources.tree(path)).flatMap((node) => {
        const routes = urlsOf(sources, { path, node }).flatMap((url) => routesOf(sources, url));
        return routes.length === 0 ? [] : [{ path, node, routes }];
      }),
    );
  return allOf(
    starts
      .filter(
        // The options may have moved in an earlier run.
        (start) =>
          start.routes.some((route) => limited.has(route)) || isDecided(sources, start, UNLIMITED),
      )
      .map((start) => decide(sources, start, UNLIMITED)),
  );
};

const UNLIMITED =
  'a run that starts here has no limits and retries on 1.x; start it with client.trigger of @upstash/workflow';

const MAY_START = /\b(?:publish|enqueue|batch)(?:JSON)?\b|\bschedules\b|\bfetch\b/;

/** `publishJSON({ url })` and the like, `schedules.create({ destination })`, `fetch(url, { method: 'POST' })` */
function urlsOf(sources: EditedSources, { path, node }: Place<ts.CallExpression>): Place[] {
  const callee = node.expression;
  const [given, init] = node.arguments;
  if (!given) return [];
  if (ts.isIdentifier(callee)) {
    const isPost = callee.text === 'fetch' && init && mayPost(sources, { path, node: init });
    return isPost ? [{ path, node: given }] : [];
  }
  if (!ts.isPropertyAccessExpression(callee)) return [];
  const isMessage = /^(?:publish|enqueue|batch)(?:JSON)?$/.test(callee.name.text);
  const isSchedule = /\bschedules\.create$/.test(callee.getText());
  if (!isMessage && !isSchedule) return [];
  return literalsIn(sources, { path, node: given }).flatMap((literal) => {
    const property = propertyOf(literal.node, isSchedule ? 'destination' : 'url');
    const url = property && valueOf(property);
    return url ? [{ path: literal.path, node: url }] : [];
  });
}

function mayPost(sources: EditedSources, place: Place): boolean {
  const { node } = resolveExpression(sources, place);
  if (!ts.isObjectLiteralExpression(node)) return true;
  const property = propertyOf(node, 'method');
  const method = property && valueOf(property);
  return method !== undefined && (!ts.isStringLiteralLike(method) || /^post$/i.test(method.text));
}

function routesOf(sources: EditedSources, url: Place): string[] {
  const route = urlPathOf(sources, url);
  return route === undefined ? passedRoutes(sources, url) : [route];
}
