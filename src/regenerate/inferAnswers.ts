import { camelCase, kebabCase, pascalCase } from 'change-case';
import pluralize from 'pluralize';
import type { AdoptFacts } from '../code/adopt/adoptFacts.js';
import { defaultDescription } from '../generate/view.js';
import { importAliases } from '../host/importAliases.js';
import type { Project } from '../host/project.js';
import { readProjectRecord } from '../host/record.js';
import { readSources } from '../host/readSources.js';
import { walkSources } from '../host/walkSources.js';
import type { PartialSpec } from '../spec/answer.js';
import { LAYERS, type Layer } from '../spec/layers.js';
import { flagsIn } from './inferFlags.js';
import { limitsIn } from './inferLimits.js';
import { cloudOf, type RouteFiles, routeFilesOf } from './routeFiles.js';

/**
 * The answers that a workflow written by hand, in the guide's layout, could have been generated from. What the project has
 * recorded for all of its workflows is not read again.
 * Throws REGENERATE_CANNOT_ADOPT when its three routes cannot be found.
 */
export async function inferAnswers(project: Project, name: string): Promise<PartialSpec> {
  const walked = walkSources(project);
  const { files } = readSources(project, walked);
  const routes = routeFilesOf(name, files);
  const workflows = classFolderOf(name, walked.sources);
  const folder = workflows === undefined ? [] : filesOfClass(`${workflows}/${camel(name)}`, files);
  const { readAdoptFacts } = await import('../code/adopt/adoptFacts.js');
  const facts = readAdoptFacts(files, {
    aliases: importAliases(project, walked),
    routes: routes.files,
    layers: LAYERS,
    folder,
    flagsType: `${pascalCase(name, { mergeAmbiguousCharacters: true })}Flags`,
  });
  const { entity, verb } = entityOf(routes, facts);
  const isRecorded = (await readProjectRecord(project)) !== undefined;
  return {
    name,
    entity,
    entities: routes.entities,
    verb,
    description: descriptionIn(facts, { name, entity }),
    paths: { routes: routes.folder, workflows, api: apiIn(facts, name, routes) },
    payloadTypes: byLayer((layer) => facts.routes[layer]?.payloadType),
    flags: flagsIn(
      byLayer((layer) => facts.routes[layer]?.fields ?? []),
      { idField: `${camel(entity)}Id`, shared: facts.flags },
    ),
    pageSize: facts.numbers['PAGE_SIZE'],
    chunkSize: facts.numbers['CHUNK_SIZE'],
    maxItems: facts.numbers['MAX_ITEMS'],
    dispatch: facts.startsItems ? 'item' : 'chunk',
    flowControl: limitsIn(byLayer((layer) => facts.routes[layer]?.limits)),
    filter: facts.mentionsRedis ? 'redis' : 'database',
    test: walked.sources.includes(`${workflows}/${camel(name)}/index.test.ts`),
    cloudReexport: cloudOf(routes, files),
    ...(!isRecorded && { database: facts.database, logNamespace: logNamespaceIn(facts, name) }),
  };
}

/** `src/server/workflows` of `src/server/workflows/digest/index.ts`. */
function classFolderOf(name: string, sources: readonly string[]): string | undefined {
  const end = `/${camel(name)}/index.ts`;
  return sources
    .find((path) => path.endsWith(end) && !path.includes('/app/'))
    ?.slice(0, -end.length);
}

/** The file of the class first. */
function filesOfClass(folder: string, files: readonly { readonly path: string }[]): string[] {
  const index = `${folder}/index.ts`;
  const beside = files
    .map(({ path }) => path)
    .filter((path) => path.startsWith(`${folder}/`) && path !== index)
    .filter((path) => !/\.(?:test|spec)\./.test(path));
  return [index, ...beside];
}

/** By the plural, or else by the one id that layer 3 needs. */
function entityOf({ entities, execute }: RouteFiles, facts: AdoptFacts<Layer>) {
  const words = entities.split('-');
  const singular = [...words.slice(0, -1), pluralize.singular(words.at(-1) ?? '')].join('-');
  const ids = (facts.routes.execute?.fields ?? []).flatMap(
    ({ name }) => /^(.+)Id$/.exec(name)?.[1] ?? [],
  );
  const entity =
    [singular, ...ids.map((id) => kebabCase(id))].find((each) => execute.endsWith(`-${each}`)) ??
    execute.split('-').slice(1).join('-');
  return { entity, verb: execute.slice(0, -entity.length - 1) };
}

/** What the templates write of themselves is no answer. */
function descriptionIn(
  { description }: AdoptFacts<Layer>,
  about: { name: string; entity: string },
): string | undefined {
  const own = defaultDescription(about.name, about.entity);
  return description === own ? undefined : description;
}

/** `/api/workflows` of `/api/workflows/digest/process-users`. */
function apiIn(
  { texts }: AdoptFacts<Layer>,
  name: string,
  { entities }: RouteFiles,
): string | undefined {
  const end = `/${name}/process-${entities}`;
  return texts.find((text) => text.startsWith('/') && text.endsWith(end))?.slice(0, -end.length);
}

/** `app` of `app:workflows:digest`. */
function logNamespaceIn({ texts }: AdoptFacts<Layer>, name: string): string | undefined {
  const end = `:workflows:${name}`;
  return texts.find((text) => text.endsWith(end))?.slice(0, -end.length);
}

function byLayer<Value>(of: (layer: Layer) => Value): Record<Layer, Value> {
  return { process: of('process'), paginate: of('paginate'), execute: of('execute') };
}

function camel(name: string): string {
  return camelCase(name, { mergeAmbiguousCharacters: true });
}
