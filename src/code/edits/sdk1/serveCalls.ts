import { routeUrlOf } from '../../../shared/routeUrl.js';
import { ts } from '../../typescript.js';
import { resolveExpression } from '../constants.js';
import { descendants } from '../nodes.js';
import { sdkNameOf } from '../sdkImports.js';
import type { EditedSources, Place } from '../editedSources.js';
import { urlPathOf } from '../urlPath.js';

/** A handler given to the SDK. */
export interface ServeCall {
  readonly path: string;
  readonly call: ts.CallExpression;
  readonly name: 'serve' | 'createWorkflow';
  /** The URL path it answers at, where the file or the router says so. */
  readonly route: string | undefined;
  /** Undefined when the function cannot be found. */
  readonly handler:
    Place<ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration> | undefined;
  /** The literals that the options come from: the given one and those spread into it. */
  readonly options: readonly Place<ts.ObjectLiteralExpression>[];
}

/** Every `serve` and `createWorkflow` of the SDK in a file. */
export function serveCallsIn(sources: EditedSources, path: string): ServeCall[] {
  if (!/\b(?:serve|createWorkflow)\b|@upstash\/workflow/.test(sources.text(path))) return [];
  return descendants(sources.tree(path), ts.isCallExpression).flatMap((call) => {
    const name = sdkNameOf(sources, { path, node: call.expression });
    if (name !== 'serve' && name !== 'createWorkflow') return [];
    const [handler, options] = call.arguments;
    return [
      {
        path,
        call,
        name,
        route:
          name === 'serve'
            ? (routeUrlOf(path) ?? routerUrlOf(sources, { path, node: call }))
            : undefined,
        handler: handler && functionOf(sources, { path, node: handler }),
        options: options ? literalsOf(sources, { path, node: options }) : [],
      },
    ];
  });
}

function functionOf(sources: EditedSources, place: Place): ServeCall['handler'] {
  const { path, node } = resolveExpression(sources, place);
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node) ? { path, node } : undefined;
}

function literalsOf(sources: EditedSources, place: Place): Place<ts.ObjectLiteralExpression>[] {
  const { path, node } = resolveExpression(sources, place);
  if (!ts.isObjectLiteralExpression(node)) return [];
  const spread = node.properties
    .filter(ts.isSpreadAssignment)
    .flatMap(({ expression }) => literalsOf(sources, { path, node: expression }));
  return [{ path, node }, ...spread];
}

/** `app.post('/digest', serve(…))` */
function routerUrlOf(sources: EditedSources, { path, node }: Place): string | undefined {
  const { parent } = node;
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression))
    return undefined;
  const [url] = parent.arguments;
  const isRoute = /^(post|all|use|on)$/.test(parent.expression.name.text);
  return isRoute && url && url !== node ? urlPathOf(sources, { path, node: url }) : undefined;
}
