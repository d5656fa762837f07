import { ts } from '../../typescript.js';
import { resolveExpression } from '../constants.js';
import type { EditedSources, Place } from '../editedSources.js';
import { bare, callsIn } from '../nodes.js';
import { urlPathOf } from '../urlPath.js';

/** The URL of a handler that is given to a router: `app.post('/digest', serve(…))` of Hono, Express and their like. */
export function routerUrlOf(sources: EditedSources, { path, node }: Place): string | undefined {
  const { parent } = node;
  if (!ts.isCallExpression(parent)) return undefined;
  const callee = parent.expression;
  const [url] = parent.arguments;
  const isRoute =
    ts.isPropertyAccessExpression(callee) && /^(post|all|use|on)$/.test(callee.name.text);
  if (!isRoute || !url || url === node) return undefined;
  const own = urlPathOf(sources, { path, node: url });
  if (own === undefined) return undefined;
  const prefix = prefixOf(sources, { path, node: callee.expression });
  return prefix === undefined ? undefined : join(prefix, own);
}

/** What comes before the URLs of a router; undefined where that is not constant. */
function prefixOf(sources: EditedSources, router: Place, depth = 0): string | undefined {
  const { base, made } = madeBy(sources, router);
  if (base === undefined || depth > 5) return undefined;
  const mount = mountOf(sources, made);
  if (!mount) return base;
  const around = prefixOf(sources, mount.router, depth + 1);
  const at = urlPathOf(sources, mount.url);
  return around === undefined || at === undefined ? undefined : join(join(around, at), base);
}

/** Follows `new Hono().basePath('/v1').post(…)` down to what makes the router. */
function madeBy(sources: EditedSources, router: Place): { base: string | undefined; made: Place } {
  let base: string | undefined = '';
  let at = resolveExpression(sources, router);
  for (let turns = 0; turns < 50; turns += 1) {
    const { path, node } = at;
    const callee = ts.isCallExpression(node) ? bare(node.expression) : undefined;
    if (!ts.isCallExpression(node) || !callee || !ts.isPropertyAccessExpression(callee)) break;
    const [url] = node.arguments;
    if (callee.name.text === 'basePath' && base !== undefined) {
      const own = url && urlPathOf(sources, { path, node: url });
      base = own === undefined ? undefined : join(own, base);
    }
    at = resolveExpression(sources, { path, node: callee.expression });
  }
  return { base, made: at };
}

/** `app.route('/sub', router)` of Hono, `app.use('/sub', router)` of Express. */
function mountOf(
  sources: EditedSources,
  made: Place,
): { readonly router: Place; readonly url: Place } | undefined {
  for (const path of sources.paths()) {
    if (!/\.(route|use)\(/.test(sources.text(path))) continue;
    for (const { expression, arguments: given } of callsIn(sources.tree(path))) {
      const isMount =
        ts.isPropertyAccessExpression(expression) && /^(route|use)$/.test(expression.name.text);
      const [url, router] = given;
      if (!isMount || !url || !router) continue;
      if (madeBy(sources, { path, node: router }).made.node !== made.node) continue;
      return { router: { path, node: expression.expression }, url: { path, node: url } };
    }
  }
  return undefined;
}

function join(first: string, second: string): string {
  return `${first}${second === '/' ? '' : second}`.replaceAll('//', '/');
}
