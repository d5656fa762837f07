import { kebabCase } from 'change-case';
import pluralize from 'pluralize';
import type { PayloadField, RouteFacts } from '../code/adopt/routeFacts.js';
import { importAliases } from '../host/importAliases.js';
import type { Project } from '../host/project.js';
import { readSources } from '../host/readSources.js';
import { walkSources } from '../host/walkSources.js';
import type { PartialSpec } from '../spec/answer.js';
import { regenerateError } from './errors.js';

/** A template that runs one item takes four deliveries for it: three steps, and the first call. */
const DELIVERIES_PER_ITEM = 4;

/** Fields that every payload has, so they are no flags. */
const OWN_FIELDS = ['dryRun', 'force', 'limit', 'cursor', 'rootRunId'];

interface Routes {
  readonly folder: string;
  readonly entity: string;
  readonly entities: string;
  readonly verb: string;
  /** Files, as they are. */
  readonly files: { readonly process: string; readonly paginate: string; readonly execute: string };
}

/**
 * The answers that a workflow written by hand, in the guide's layout, could have been generated from.
 * Throws REGENERATE_CANNOT_ADOPT when its three routes cannot be found.
 */
export async function inferAnswers(project: Project, name: string): Promise<PartialSpec> {
  const walked = walkSources(project);
  const routes = routesOf(name, walked.sources);
  const { files } = readSources(project, walked);
  const { readRoutes } = await import('../code/adopt/routeFacts.js');
  const { process, paginate, execute } = routes.files;
  const aliases = importAliases(project, walked);
  const facts = readRoutes(files, { aliases, paths: [process, paginate, execute] });
  const of = (path: string) => facts.find((each) => each.path === path);
  const workflows = classFolderOf(name, walked.sources);
  const texts = files.filter(({ path }) => Object.values(routes.files).includes(path));
  const classText = files.find(({ path }) => path === `${workflows}/${camel(name)}/index.ts`)?.text;
  return {
    name,
    entity: routes.entity,
    entities: routes.entities,
    verb: routes.verb,
    paths: { routes: routes.folder, ...(workflows !== undefined && { workflows }) },
    payloadTypes: {
      ...given('process', of(process)?.payloadType),
      ...given('paginate', of(paginate)?.payloadType),
      ...given('execute', of(execute)?.payloadType),
    },
    flags: flagsOf(routes, [of(process), of(paginate), of(execute)]),
    ...given('pageSize', of(paginate)?.numbers['PAGE_SIZE']),
    ...given('chunkSize', of(paginate)?.numbers['CHUNK_SIZE']),
    dispatch: /:execute:\$\{/.test(texts.map(({ text }) => text).join('\n')) ? 'item' : 'chunk',
    flowControl: {
      process: given('rate', of(process)?.rate),
      paginate: {
        ...given('parallelism', of(paginate)?.parallelism),
        ...given('rate', of(paginate)?.rate),
      },
      execute: {
        ...given('parallelism', of(execute)?.parallelism),
        ...given('itemsPerSecond', perItem(of(execute)?.rate)),
      },
    },
    filter: /redis/i.test(classText ?? '') ? 'redis' : 'database',
    test: walked.sources.includes(`${workflows}/${camel(name)}/index.test.ts`),
  };
}

function routesOf(name: string, sources: readonly string[]): Routes {
  const pattern = new RegExp(`^(.*)/${name}/([^/]+)/route\\.[cm]?[jt]sx?$`);
  const found = sources.flatMap((path) => {
    const [, folder, layer] = pattern.exec(path) ?? [];
    return folder === undefined || layer === undefined ? [] : [{ path, folder, layer }];
  });
  const process = found.find(({ layer }) => layer.startsWith('process-'));
  const entities = process?.layer.slice('process-'.length);
  const beside = found.filter(({ folder }) => folder === process?.folder);
  const paginate = beside.find(({ layer }) => layer === `paginate-${entities ?? ''}`);
  const entity = entities && singularOf(entities);
  const execute = beside.find(
    ({ layer }) =>
      layer !== process?.layer && layer !== paginate?.layer && layer.endsWith(`-${entity ?? ''}`),
  );
  if (!process || !paginate || !execute || !entities || !entity) throw cannotAdopt(name, found);
  return {
    folder: process.folder,
    entity,
    entities,
    verb: execute.layer.slice(0, -entity.length - 1),
    files: { process: process.path, paginate: paginate.path, execute: execute.path },
  };
}

function singularOf(entities: string): string {
  const words = entities.split('-');
  return [...words.slice(0, -1), pluralize.singular(words.at(-1) ?? '')].join('-');
}

/** `src/server/workflows` of `src/server/workflows/digest/index.ts`. */
function classFolderOf(name: string, sources: readonly string[]): string | undefined {
  const end = `/${camel(name)}/index.ts`;
  return sources
    .find((path) => path.endsWith(end) && !path.includes('/app/'))
    ?.slice(0, -end.length);
}

/** Optional fields of payloads besides those that every workflow has, with the layers that have them. */
function flagsOf({ entity }: Routes, facts: readonly (RouteFacts | undefined)[]) {
  const layers = ['process', 'paginate', 'execute'] as const;
  const flags = new Map<string, { name: string; type: string; layers: string[] }>();
  for (const [index, layer] of layers.entries()) {
    for (const { name, type } of facts[index]?.fields ?? []) {
      if (!isFlag({ name, type }, entity)) continue;
      const known = flags.get(name) ?? { name, type, layers: [] };
      flags.set(name, { ...known, layers: [...known.layers, layer] });
    }
  }
  // The guide drops flags between the layers; a workflow that is generated cannot.
  return [...flags.values()].map((flag) =>
    flag.layers.includes('process') && flag.layers.includes('execute')
      ? { ...flag, layers: [...layers] }
      : flag,
  );
}

function isFlag({ name, type }: PayloadField, entity: string): boolean {
  const id = `${camel(entity)}Id`;
  if (OWN_FIELDS.includes(name) || name === id || name === `${id}s`) return false;
  return ['boolean', 'string', 'number'].includes(type);
}

function perItem(rate: number | undefined): number | undefined {
  return rate === undefined ? undefined : rate / DELIVERIES_PER_ITEM;
}

function given<Value>(key: string, value: Value | undefined): Record<string, Value> {
  return value === undefined ? {} : { [key]: value };
}

function camel(name: string): string {
  return kebabCase(name).replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function cannotAdopt(name: string, found: readonly { path: string }[]) {
  const seen = found.map(({ path }) => path).join(', ');
  return regenerateError('REGENERATE_CANNOT_ADOPT', `the three routes of ${name} cannot be found`, {
    why:
      seen === ''
        ? `no route lies in a folder ${name}`
        : `there are ${seen}, but not process-{entities}, paginate-{entities} and {verb}-{entity} beside each other`,
    fix: 'name the folder of the routes, and give the three layers the names of the convention',
  });
}
