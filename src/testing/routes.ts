import { TrifoldError } from '../shared/errors.js';
import { isError, messageOf } from '../shared/nodeErrors.js';
import type { Transport } from '../engine/index.js';

/** A route as frameworks with web-standard handlers export it. `never` because a handler may ask for a subtype of Request. */
export interface RouteModule {
  readonly POST: (request: never) => Response | Promise<Response>;
}

/** A route module, or how to import it; a thunk is called after the environment is set, which `serve()` reads when the module loads. */
export type RouteSource = RouteModule | (() => RouteModule | Promise<RouteModule>);

type Handler = (request: Request) => Promise<Response>;

/** Imports the routes and answers how to reach them. Throws `TESTING_ROUTE_BROKEN` naming the route that does not load. */
export async function loadRoutes(
  sources: Readonly<Record<string, RouteSource>>,
): Promise<ReadonlyMap<string, Handler>> {
  const handlers = new Map<string, Handler>();
  for (const [path, source] of Object.entries(sources)) {
    handlers.set(path, await loadRoute(path, source));
  }
  return handlers;
}

/** Calls handlers in process; what goes to another host goes over the network. */
export function routeTransport(
  base: string,
  handlers: () => ReadonlyMap<string, Handler>,
): Transport {
  return async (request) => {
    const url = new URL(request.url);
    if (url.origin !== base) return fetch(request);
    const handler = handlers().get(url.pathname);
    if (handler === undefined) {
      const known = [...handlers().keys()].join(', ');
      return Response.json(
        { error: 'NotFound', message: `no route ${url.pathname} in the test kit, only ${known}` },
        { status: 404 },
      );
    }
    return callHandler(handler, request);
  };
}

/** An error that leaves the handler is a 500, as in a server, but one that says what happened. */
async function callHandler(handler: Handler, request: Request): Promise<Response> {
  try {
    return await handler(request);
  } catch (error) {
    const shown = isError(error) ? error : new Error(String(error));
    return Response.json(
      { error: shown.name, message: shown.message, stack: shown.stack },
      { status: 500 },
    );
  }
}

async function loadRoute(path: string, source: RouteSource): Promise<Handler> {
  try {
    const module: unknown = typeof source === 'function' ? await source() : source;
    if (hasPost(module)) return async (request) => module.POST(request);
  } catch (error) {
    throw new TrifoldError('TESTING_ROUTE_BROKEN', `the route ${path} does not load`, {
      why: messageOf(error),
      fix: 'import the route module by itself to see what it needs',
      cause: error,
    });
  }
  throw new TrifoldError('TESTING_ROUTE_BROKEN', `the route ${path} exports no POST function`, {
    fix: 'export const { POST } = serve(…), or give the module that does',
  });
}

function hasPost(module: unknown): module is {
  readonly POST: (request: Request) => Response | Promise<Response>;
} {
  return (
    typeof module === 'object' &&
    module !== null &&
    'POST' in module &&
    typeof module.POST === 'function'
  );
}
