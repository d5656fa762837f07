import type { Handler } from './call.js';

export interface Route {
  readonly method: string;
  readonly path: string;
  readonly handle: Handler;
  /** Whether it is open to anybody, without the token. */
  readonly isPublic: boolean;
}

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
  readonly rest: string;
}

export type Router = (method: string, path: string) => Match | undefined;

/**
 * A route: `ANY` method or one, and a path in which `:name` stands for one segment and a final `*` for all the rest.
 */
export function route(
  method: string,
  path: string,
  handle: Handler,
  options: { readonly isPublic?: boolean } = {},
): Route {
  return { method, path, handle, isPublic: options.isPublic ?? false };
}

/** Finds the first route for a request. Most requests have a path without parameters and are found at once. */
export function createRouter(routes: readonly Route[]): Router {
  const plain = new Map<string, Match>();
  const others: Route[] = [];
  for (const one of routes) {
    if (/[:*]/.test(one.path)) others.push(one);
    else plain.set(`${one.method} ${one.path}`, { route: one, params: {}, rest: '' });
  }
  return (method, path) => {
    const known = plain.get(`${method} ${path}`);
    if (known !== undefined) return known;
    for (const one of others) {
      if (one.method !== method && one.method !== 'ANY') continue;
      const found = matchPath(one.path, path);
      if (found !== undefined) return { route: one, ...found };
    }
    return undefined;
  };
}

function matchPath(pattern: string, path: string): Omit<Match, 'route'> | undefined {
  const params: Record<string, string> = {};
  let at = 0;
  for (const segment of pattern.slice(1).split('/')) {
    if (path[at] !== '/' || at + 1 >= path.length) return undefined;
    if (segment === '*') return { params, rest: path.slice(at + 1) };
    const end = path.indexOf('/', at + 1);
    const value = path.slice(at + 1, end === -1 ? undefined : end);
    if (segment.startsWith(':')) params[segment.slice(1)] = decode(value);
    else if (segment !== value) return undefined;
    at = end === -1 ? path.length : end;
  }
  return at === path.length ? { params, rest: '' } : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
