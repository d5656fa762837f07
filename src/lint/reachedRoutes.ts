import type { GivenFact, TriggerFact } from '../code/facts/configurationFacts.js';
import type { Facts, WorkflowFacts } from '../code/facts/workflowFacts.js';
import { routeUrlOf } from '../shared/routeUrl.js';
import { fieldOf } from './given.js';

export type ReachedRoute = (trigger: Pick<TriggerFact, 'options'>) => WorkflowFacts | undefined;

/**
 * Tells which workflow a trigger starts: the one that its file's place, or a router, serves at the path of the url. The origin of
 * the url is taken for the application's own. Undefined where that cannot be told, and where two workflows would answer.
 */
export function reachedRoutes({ workflows }: Pick<Facts, 'workflows'>): ReachedRoute {
  const byPath = new Map<string, WorkflowFacts[]>();
  for (const workflow of workflows) {
    for (const path of pathsOf(workflow)) byPath.set(path, [...(byPath.get(path) ?? []), workflow]);
  }
  const only = (found: readonly WorkflowFacts[]) => (found.length === 1 ? found[0] : undefined);
  return ({ options }) => {
    const path = pathOf(fieldOf(options, 'url')?.value);
    if (path === undefined) return undefined;
    const exact = byPath.get(path);
    if (exact) return only(exact);
    // The variable before it may end in a part of the path: `${process.env.API_URL}/workflows/digest`.
    const below = [...byPath].filter(([route]) => route.endsWith(path) && isLong(path));
    return only(below.flatMap(([, found]) => found));
  };
}

function pathsOf({ kind, origin, mounts }: WorkflowFacts): readonly string[] {
  if (kind !== 'served') return [];
  if (mounts.length > 0) return mounts.filter((path) => /^\/[^:*{$[]+$/.test(path));
  const path = routeUrlOf(origin);
  return path === undefined ? [] : [path];
}

/** One segment is found in many routes. */
function isLong(path: string): boolean {
  return path.split('/').length > 2;
}

function pathOf(url: GivenFact | undefined): string | undefined {
  if (url?.kind === 'text') return cleaned(url.end);
  if (url?.kind !== 'constant' || typeof url.value !== 'string') return undefined;
  return cleaned(URL.canParse(url.value) ? new URL(url.value).pathname : url.value);
}

/** Without a query and a slash at the end; undefined where no whole path is seen. */
function cleaned(text: string): string | undefined {
  const path = (text.split(/[?#]/)[0] ?? '').replace(/\/$/, '');
  return path.startsWith('/') ? path : undefined;
}
