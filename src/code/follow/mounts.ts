import { routesUrlOf } from '../../shared/routeUrl.js';
import type { CallCode } from '../syntax/code.js';
import type { Route, Router } from './router.js';
import { isUpstash } from './served.js';
import { holdsSome, value, type Value } from './value.js';
import type { Project, Walk } from './walk.js';

const methods = new Set(['post', 'all', 'use', 'mount', 'on', 'route']);

/**
 * `app.post('/digest', serve(…))`, `app.route('/api', router)`, `app.use('/api', router)`, and files that say themselves
 * where they are: `createFileRoute('/digest')({ … })`.
 */
export function noteMount(
  walk: Walk,
  call: CallCode,
  receiver: Value | undefined,
  args: readonly Value[],
): void {
  const { callee } = call;
  if (callee.kind === 'call' || (callee.kind === 'member' && callee.name === 'methods')) {
    noteFileRoute(walk, callee.kind === 'call' ? callee : callee.object, args);
    return;
  }
  if (!receiver || callee.kind !== 'member' || typeof callee.name !== 'string') return;
  if (!methods.has(callee.name)) return;
  // `app.on('POST', '/digest', …)`
  const [first, ...others] = callee.name === 'on' ? args.slice(1) : args;
  const path = first && textOf(first);
  for (const given of path === undefined && first ? [first, ...others] : others) {
    const { shape } = given;
    const held = heldRouter(walk, callee.name, given);
    const by = walk.origin;
    if (shape.kind === 'route')
      mount(walk.project, routerOf(walk, receiver), { path: path ?? '', route: shape }, by);
    else if (held && held !== routerOf(walk, receiver))
      hold(walk.project, routerOf(walk, receiver), held, { prefix: path ?? '', by });
  }
}

/** `app.post('/digest', (c) => POST(c.req.raw))`: what a function, or the handler among options, leads to. */
export function noteHandled(
  walk: Walk,
  call: CallCode,
  receiver: Value | undefined,
  args: readonly Value[],
  handled: readonly Route[],
): void {
  if (handled.length === 0) return;
  const paths = args.flatMap((arg) => [arg, ...urlIn(arg)]).filter((arg) => textOf(arg));
  noteMount(walk, call, receiver, [...paths, ...handled.map((route) => value(route))]);
}

/** `app.route({ method: 'POST', url: '/digest', handler })` */
function urlIn({ shape }: Value): Value[] {
  const url =
    shape.kind === 'object' ? (shape.members.get('url') ?? shape.members.get('path')) : undefined;
  return url ? [url] : [];
}

/** `app.use('/api', router)`, which may be filled later. */
function heldRouter(walk: Walk, method: string, given: Value): Router | undefined {
  const { shape } = given;
  const isMade = shape.kind === 'external' && shape.path.at(-1) === '()';
  const mayFill = method !== 'post' && isMade && mayRoute(given);
  return mayFill ? routerOf(walk, given) : walk.project.routers.get(given.identity);
}

/** What a router answers is itself, for the next call in a chain, or a router below it. */
export function noteRouterAnswer(
  walk: Walk,
  { callee, args: codes }: CallCode,
  receiver: Value | undefined,
  args: readonly Value[],
  answer: Value,
): void {
  if (!receiver || callee.kind !== 'member') return;
  const { routers } = walk.project;
  const isBelow = callee.name === 'basePath' || (callee.name === 'route' && codes.length === 1);
  const prefix = isBelow && args[0] && textOf(args[0]);
  if (prefix && mayRoute(receiver)) {
    const router: Router = { mounts: [], holders: [] };
    routers.set(answer.identity, router);
    hold(walk.project, routerOf(walk, receiver), router, { prefix, by: walk.origin });
    return;
  }
  const known = routers.size > 0 ? routers.get(receiver.identity) : undefined;
  if (known) routers.set(answer.identity, known);
}

function routerOf({ project: { routers } }: Walk, { identity }: Value): Router {
  const known = routers.get(identity);
  if (known) return known;
  const router: Router = { mounts: [], holders: [] };
  routers.set(identity, router);
  return router;
}

function mayRoute({ shape }: Value): boolean {
  return shape.kind === 'external' && shape.module !== 'global' && !isUpstash(shape.module);
}

function mount(
  project: Project,
  router: Router,
  { path, route }: Router['mounts'][number],
  by: string,
  seen: ReadonlySet<Router> = new Set(),
): void {
  if (seen.has(router)) return;
  router.mounts.push({ path, route });
  tell(project, route, path, by);
  const below = new Set([...seen, router]);
  for (const holder of router.holders) {
    // Which of two other files ran first, their own code does not say.
    if (holder.by !== by) continue;
    const whole = joined(holder.prefix, path);
    mount(project, holder.router, { path: whole, route }, holder.by, below);
  }
}

function hold(
  project: Project,
  router: Router,
  held: Router,
  { prefix, by }: { prefix: string; by: string },
): void {
  held.holders.push({ router, prefix, by });
  for (const { path, route } of held.mounts)
    mount(project, router, { path: joined(prefix, path), route }, by, new Set([held]));
}

/** What is known of a file does not depend on who else was read: the others say it of theirs. */
function tell(project: Project, { origin, index, mounts }: Route, path: string, by: string): void {
  if (!path.startsWith('/')) return;
  if (by === origin) mounts.add(path);
  else project.noteMount(by, { origin, index, path });
}

/** TanStack Start: `createFileRoute(path)({ server: { handlers } })`, `createServerFileRoute(path).methods({ POST })`. */
function noteFileRoute(walk: Walk, made: CallCode['callee'], args: readonly Value[]): void {
  if (made.kind !== 'call' || made.callee.kind !== 'reference') return;
  if (!/^create(Server)?FileRoute$/.test(made.callee.name)) return;
  const [path] = made.args;
  if (path?.kind !== 'constant' || typeof path.value !== 'string') return;
  const url = joined('', path.value.replaceAll(/\/(_[^/]*|\([^/]*\))(?=\/|$)/g, ''));
  for (const arg of args)
    holdsSome(arg, ({ shape }) => {
      if (shape.kind === 'route') tell(walk.project, shape, url, walk.origin);
      return false;
    });
}

/** `serveMany({ digest }, …)` where a file's place leaves the last part of the path open. Answers the paths. */
export function mountMany(walk: Walk, workflows: Value | undefined): Set<string> {
  const paths = new Set<string>();
  const base = routesUrlOf(walk.origin);
  if (base === undefined || workflows?.shape.kind !== 'object') return paths;
  for (const [name, { shape }] of workflows.shape.members) {
    const path = joined(base, name);
    paths.add(path);
    if (shape.kind === 'route') tell(walk.project, shape, path, walk.origin);
  }
  return paths;
}

function textOf({ shape }: Value): string | undefined {
  return shape.kind === 'constant' && typeof shape.value === 'string' ? shape.value : undefined;
}

function joined(prefix: string, path: string): string {
  const whole = `/${prefix}/${path}`.replaceAll(/\/+/g, '/');
  return whole.length > 1 ? whole.replace(/\/$/, '') : whole;
}
