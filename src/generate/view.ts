import type { Names } from '../spec/naming.js';
import type { WorkflowSpec } from '../spec/workflow.js';

type Flag = WorkflowSpec['flags'][number];

/** Layer 3 has three steps, and a run takes one delivery more than it has steps. */
const DELIVERIES_PER_ITEM = 4;

/** Chunks become steps, a run may have 1,000 of them, and some are left for the others. */
const MAX_CHUNKS_PER_RUN = 500;

/**
 * Everything a template may print, under the name it has in the template. A capital first letter means PascalCase:
 * `{{verb}}{{Entity}}` is `generateUser`.
 */
export function viewOf(spec: WorkflowSpec, names: Names) {
  const types = spec.payloadTypes;
  const limit = deliveryRate(spec.flowControl.execute.itemsPerSecond);
  return {
    name: names.name,
    Pascal: names.pascal,
    Workflow: names.className,
    description: spec.description ?? defaultDescription(names.name, names.entity.kebab),
    entityKebab: names.entity.kebab,
    entityWords: names.entity.words,
    EntityWords: capitalise(names.entity.words),
    Entity: names.entity.pascal,
    entitiesWords: names.entities.words,
    Entities: names.entities.pascal,
    verb: names.verb.camel,
    verbKebab: names.verb.kebab,
    Verb: names.verb.pascal,
    Result: names.resultType,
    idField: names.idField,
    idsField: names.idsField,
    types,
    flags: spec.flags,
    flagsOf: {
      process: heritage(spec, names, 'process'),
      paginate: heritage(spec, names, 'paginate'),
      execute: heritage(spec, names, 'execute'),
    },
    flagReads: {
      process: flagsAt(spec, 'process').map(readOf),
      paginate: flagsAt(spec, 'paginate').map(readOf),
      execute: flagsAt(spec, 'execute').map(readOf),
    },
    routes: names.routes,
    keys: names.keys,
    urls: names.urls,
    logNamespace: spec.logNamespace,
    pageSize: spec.pageSize,
    chunkSize: spec.chunkSize,
    maxItems: spec.maxItems,
    maxIds: spec.chunkSize * MAX_CHUNKS_PER_RUN,
    ...testSizes(spec),
    flowControl: spec.flowControl,
    deliveriesPerItem: DELIVERIES_PER_ITEM,
    itemsPerSecond: spec.flowControl.execute.itemsPerSecond,
    executeRate: limit.rate,
    executePeriod: limit.period,
    dispatchItem: spec.dispatch === 'item',
    sdk1: spec.sdk === 1,
    database: spec.database,
    filterText:
      spec.filter === 'redis'
        ? ': those without a cached result in Redis'
        : ': those without a saved result',
    saveMethod: spec.filter === 'redis' ? 'saveToRedis' : 'saveToDatabase',
    operationsPath: `${names.folder}/operations.ts`,
    folder: names.folder,
    workflowsFolder: spec.paths.workflows,
    routeFiles: names.routeFiles,
    framework: spec.framework,
    test: spec.test,
    imports: {
      workflow: names.module,
      client: `${names.workflowsModule}/client`,
      routes: {
        process: routeModule(spec, names, 'process'),
        paginate: routeModule(spec, names, 'paginate'),
        execute: routeModule(spec, names, 'execute'),
      },
    },
  };
}

/** What the class says of itself where nobody has described it. */
export function defaultDescription(name: string, entity: string): string {
  return `${capitalise(wordsOf(name))}: one run per ${wordsOf(entity)}, in three layers.`;
}

function wordsOf(name: string): string {
  return name.replaceAll('-', ' ');
}

export type View = ReturnType<typeof viewOf>;

/** How many items the integration test works on: enough to see pages and chunks, and no more than may be started. */
function testSizes({ pageSize, chunkSize, dispatch, maxItems = Infinity }: WorkflowSpec) {
  const many = Math.min(pageSize + chunkSize + 1, maxItems);
  const few = Math.min(3, maxItems);
  return {
    many,
    manyText:
      many > pageSize + chunkSize
        ? 'One page, a chunk of the next, and one more.'
        : 'As many as may be started.',
    few,
    limitAcrossPages: Math.min(pageSize + 1, many),
    /** The first of them is left out. */
    explicitIds: Math.min(chunkSize + 2, maxItems + 1),
    paginateRuns: paginateRuns(many, pageSize, dispatch === 'item' ? chunkSize : Infinity),
    // A group of parallel steps is planned first; a step alone is not.
    stepsBeforeFanOut: dispatch === 'item' && few > 1 ? 3 : 2,
  };
}

/** The pages, and the chunks that come back to layer 2. */
function paginateRuns(items: number, pageSize: number, chunkSize: number): number {
  let runs = 0;
  for (let left = items; left > 0; left -= pageSize) {
    const page = Math.min(left, pageSize);
    runs += 1 + (page > chunkSize ? Math.ceil(page / chunkSize) : 0);
  }
  return runs;
}

/** Whole items per second give a rate per second; fractions a rate per minute, since a rate is a whole number. */
function deliveryRate(itemsPerSecond: number): { rate: string; period?: string } {
  if (Number.isInteger(itemsPerSecond)) return { rate: `${itemsPerSecond} * DELIVERIES_PER_ITEM` };
  return {
    rate: `${Math.max(1, Math.round(itemsPerSecond * 60))} * DELIVERIES_PER_ITEM`,
    period: '1m',
  };
}

function flagsAt(spec: WorkflowSpec, layer: Flag['layers'][number]): Flag[] {
  return spec.flags.filter((flag) => flag.layers.includes(layer));
}

/** ` extends DigestFlags`, or the part of the flags that reaches the layer. */
function heritage(spec: WorkflowSpec, names: Names, layer: Flag['layers'][number]): string {
  const flags = flagsAt(spec, layer);
  if (flags.length === 0) return '';
  if (flags.length === spec.flags.length) return ` extends ${names.flagsType}`;
  return ` extends Pick<${names.flagsType}, ${flags.map((flag) => `'${flag.name}'`).join(' | ')}>`;
}

function readOf({ name, type }: Flag): { name: string; read: string } {
  return { name, read: `optional${capitalise(type)}` };
}

function routeModule(
  spec: WorkflowSpec,
  names: Names,
  layer: 'process' | 'paginate' | 'execute',
): string {
  const file = names.routeFiles[layer].replace(/\.ts$/, '');
  const { prefix, target } = spec.alias;
  return prefix + (target === '.' ? file : file.slice(target.length + 1));
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
