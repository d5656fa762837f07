import { simplified, startsRoute } from '../../shared/triggerNames.js';
import type { ClassFact, GroupedRoute, Layer, TestFact, WorkflowGroup } from './conventionFacts.js';
import type { WorkflowFacts } from './workflowFacts.js';

interface Parts {
  readonly workflows: readonly WorkflowFacts[];
  readonly classes: readonly ClassFact[];
  readonly tests: readonly TestFact[];
}

/**
 * Puts routes, classes and tests together that make up one workflow of three layers, by what the routes do and by their
 * names: a folder in which one route pages and another one starts it, or is started by it. Pure.
 */
export function groupWorkflows({ workflows, classes, tests }: Parts): WorkflowGroup[] {
  const classesByName = new Map(classes.map((each) => [each.name.toLowerCase(), each]));
  const testsOf = testsByImport(tests);
  return [...routesByFolder(workflows)].flatMap(([folder, routes]) => {
    const layered = withLayers(routes, workflows);
    const has = (layer: Layer) => layered.some((route) => route.layer === layer);
    if (!has('pagination') || !(has('entry') || has('execution'))) return [];
    const name = lastPart(folder);
    const found = classOf({ name, routes: layered, workflows, classes, classesByName });
    const files = [...layered.map(({ path }) => path), ...(found ? [found.at.path] : [])];
    return [
      {
        name,
        folder,
        routes: layered,
        class: found,
        tests: [...new Set(files.flatMap((path) => testsOf.get(path) ?? []))],
      },
    ];
  });
}

type Route = Omit<GroupedRoute, 'layer'>;

function routesByFolder(workflows: readonly WorkflowFacts[]): Map<string, Route[]> {
  const byFolder = new Map<string, Route[]>();
  workflows.forEach(({ kind, convention: { origin } }, workflow) => {
    if (kind !== 'served') return;
    const parts = origin.replace(/\.[^/.]+$/, '').split('/');
    // The framework names the file; the folder names the route.
    if (/^(\+?route|index|\+server|page)$/.test(parts.at(-1) ?? '')) parts.pop();
    const name = parts.pop() ?? '';
    const folder = parts.join('/');
    const routes = byFolder.get(folder) ?? [];
    routes.push({ name, path: origin, workflow });
    byFolder.set(folder, routes);
  });
  return byFolder;
}

function withLayers(routes: readonly Route[], workflows: readonly WorkflowFacts[]): GroupedRoute[] {
  const named = routes.map((route) => ({ ...route, layer: layerOf(route, workflows) }));
  const started = named
    .filter(({ layer }) => layer === 'pagination')
    .flatMap(({ workflow }) => triggersOf(workflows[workflow]));
  const open = named.filter(({ layer }) => layer === undefined);
  return named.map(({ layer, ...route }) => {
    if (layer !== undefined) return { ...route, layer };
    const isStarted =
      open.length === 1 || started.some((trigger) => startsRoute(trigger, route.name));
    return { ...route, layer: isStarted ? 'execution' : 'other' };
  });
}

function layerOf(
  { name, workflow }: Route,
  workflows: readonly WorkflowFacts[],
): Layer | undefined {
  const facts = workflows[workflow];
  const fields = [...(facts?.payload.fields ?? []), ...(facts?.payload.reads ?? [])];
  const asksForDryRun = fields.some((field) => /^dry_?run$/i.test(field));
  const pages = fields.some((field) =>
    /^(cursor|nextCursor|page|pageToken|offset|after)$/.test(field),
  );
  if (/^paginate(-|[A-Z]|$)/.test(name)) return 'pagination';
  if (/^process(-|[A-Z]|$)/.test(name)) return 'entry';
  if (asksForDryRun) return 'entry';
  return pages && triggersOf(facts).length > 0 ? 'pagination' : undefined;
}

/** The names and targets of what a route triggers. */
function triggersOf(facts: WorkflowFacts | undefined): string[] {
  const triggers = facts?.convention.deeds.filter(({ kind }) => kind === 'trigger') ?? [];
  return triggers.flatMap(({ name, trigger }) => [name, trigger?.target ?? '']);
}

function classOf(asked: {
  name: string;
  routes: readonly GroupedRoute[];
  workflows: readonly WorkflowFacts[];
  classes: readonly ClassFact[];
  classesByName: ReadonlyMap<string, ClassFact>;
}): ClassFact | undefined {
  const { name, routes, workflows, classes, classesByName } = asked;
  const own = classesByName.get(`${simplified(name)}workflow`);
  if (own) return own;
  // By what the routes call.
  const called = new Set(
    routes.flatMap(({ workflow }) => triggersOf(workflows[workflow])).filter(isMethod),
  );
  return classes.find(({ triggers }) => triggers.some((trigger) => called.has(trigger.name)));
}

function isMethod(name: string): boolean {
  return /^trigger[A-Z]/.test(name);
}

function testsByImport(tests: readonly TestFact[]): Map<string, TestFact[]> {
  const byImport = new Map<string, TestFact[]>();
  for (const test of tests) {
    for (const path of test.imports) byImport.set(path, [...(byImport.get(path) ?? []), test]);
  }
  return byImport;
}

function lastPart(folder: string): string {
  return folder.split('/').at(-1) ?? folder;
}
