import type { GroupedRoute, Layer, WorkflowGroup } from '../code/facts/conventionFacts.js';
import type { Facts, Location, WorkflowFacts } from '../code/facts/workflowFacts.js';
import type { Report } from './rule.js';

export interface RouteInGroup {
  readonly group: WorkflowGroup;
  readonly route: GroupedRoute;
  readonly workflow: WorkflowFacts;
}

/** The routes of these layers, each with the workflow it belongs to. */
export function routesOf(facts: Facts, layers: readonly Layer[]): RouteInGroup[] {
  return facts.groups.flatMap((group) => routesOfGroup(facts, group, layers));
}

export function routesOfGroup(
  { workflows }: Facts,
  group: WorkflowGroup,
  layers: readonly Layer[],
): RouteInGroup[] {
  return group.routes.flatMap((route) => {
    const workflow = workflows[route.workflow];
    return workflow && layers.includes(route.layer) ? [{ group, route, workflow }] : [];
  });
}

/** The route that stands for the whole workflow: its entry, where there is one. */
export function frontOf(facts: Facts, { routes }: WorkflowGroup): Location | undefined {
  const front = routes.find(({ layer }) => layer === 'entry') ?? routes[0];
  return front && facts.workflows[front.workflow]?.at;
}

/** Whether a place belongs to this workflow alone: its routes, and the folder of its class. */
export function isOwn({ group, workflow }: RouteInGroup, path: string): boolean {
  const folders = [workflow.convention.origin, workflow.at.path, group.class?.at.path];
  return folders.some((own) => own !== undefined && folderOf(own) === folderOf(path));
}

export function report(
  at: Location,
  texts: Pick<Report, 'message' | 'why' | 'fix'>,
  related: Report['related'] = [],
): Report {
  return { ...texts, ...at, related };
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
