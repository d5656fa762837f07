import { camelCase, kebabCase, pascalCase } from 'change-case';
import type { Layer } from './layers.js';

/** A word or phrase in the spellings that generated code needs. */
export interface Spellings {
  /** `agent-profile`: folders, URLs, step names. */
  readonly kebab: string;
  /** `agentProfile`: variables and properties. */
  readonly camel: string;
  /** `AgentProfile`: types. */
  readonly pascal: string;
  /** `agent profile`: prose. */
  readonly words: string;
}

/** What names depend on; a resolved `WorkflowSpec` is one. */
export interface NamedThings {
  readonly name: string;
  readonly entity: string;
  readonly entities: string;
  readonly verb: string;
  readonly paths: { readonly routes: string; readonly workflows: string; readonly api: string };
  readonly alias: { readonly prefix: string; readonly target: string };
}

export type Names = ReturnType<typeof namesOf>;

/** Digits never start a word of their own: `top-10` is `top10`, not `top_10`. */
const CASE = { mergeAmbiguousCharacters: true } as const;

/** Every identifier, path and URL that follows from the answers, computed in one place. */
export function namesOf(spec: NamedThings) {
  const workflow = spell(spec.name);
  const entity = spell(spec.entity);
  const entities = spell(spec.entities);
  const verb = spell(spec.verb);
  const routes = {
    process: `process-${entities.kebab}`,
    paginate: `paginate-${entities.kebab}`,
    execute: `${verb.kebab}-${entity.kebab}`,
  };
  const folder = join(spec.paths.workflows, workflow.camel);
  return {
    name: workflow.kebab,
    camel: workflow.camel,
    pascal: workflow.pascal,
    words: workflow.words,
    /** `DigestWorkflow`, also for a workflow named `digest-workflow`. */
    className: `${workflow.pascal.replace(/(?<=.)Workflow$/, '')}Workflow`,
    flagsType: `${workflow.pascal}Flags`,
    contextType: `${workflow.pascal}Context`,
    failureType: `${workflow.pascal}Failure`,
    itemType: `${entity.pascal}Item`,
    resultType: `${verb.pascal}${entity.pascal}Result`,
    entity,
    entities,
    verb,
    idField: `${entity.camel}Id`,
    idsField: `${entity.camel}Ids`,
    routes,
    /** Flow-control keys. */
    keys: byLayer((layer) => `${workflow.kebab}.${layer}`),
    triggers: {
      process: `triggerProcess${entities.pascal}`,
      paginate: `triggerPaginate${entities.pascal}`,
      execute: `trigger${verb.pascal}${entity.pascal}`,
    },
    /** Static method of the class. */
    filterMethod: `filter${entities.pascal}NeedingProcessing`,
    /** Functions of `operations.ts`. */
    operations: {
      count: `count${entities.pascal}`,
      list: `list${entities.pascal}`,
      filter: `filter${entities.pascal}`,
      filterSavedBy: `filter${entities.pascal}SavedBy`,
      load: `load${entity.pascal}`,
      run: `${verb.camel}${entity.pascal}`,
      save: `save${entity.pascal}`,
      answer: `answerFor${entity.pascal}`,
      onFailure: 'onFailure',
    },
    /** Folder of the class, project relative. */
    folder,
    /** Specifier under which the class is imported. */
    module: moduleSpecifier(folder, spec.alias),
    /** Specifier of the folder that holds every workflow and their shared client. */
    workflowsModule: moduleSpecifier(spec.paths.workflows, spec.alias),
    /** Folder of the three routes, project relative. */
    routesFolder: join(spec.paths.routes, workflow.kebab),
    /** Route files, project relative. */
    routeFiles: byLayer((layer) =>
      join(spec.paths.routes, workflow.kebab, routes[layer], 'route.ts'),
    ),
    /** URL paths. */
    urls: byLayer((layer) => `${spec.paths.api}/${workflow.kebab}/${routes[layer]}`),
  };
}

/** `Process{Entities}Payload`, `Paginate{Entities}Payload`, `{Verb}{Entity}Payload`. */
export function defaultPayloadTypes(spec: Pick<NamedThings, 'entity' | 'entities' | 'verb'>) {
  const entities = pascalCase(spec.entities, CASE);
  return {
    process: `Process${entities}Payload`,
    paginate: `Paginate${entities}Payload`,
    execute: `${pascalCase(spec.verb, CASE)}${pascalCase(spec.entity, CASE)}Payload`,
  };
}

/** A thousand workflows have few words, and splitting one takes longer than anything else that is done with it. */
const spelled = new Map<string, Spellings>();

function spell(name: string): Spellings {
  const known = spelled.get(name);
  if (known) return known;
  const spellings: Spellings = {
    kebab: kebabCase(name),
    camel: camelCase(name, CASE),
    pascal: pascalCase(name, CASE),
    words: name.replaceAll('-', ' '),
  };
  spelled.set(name, spellings);
  return spellings;
}

function byLayer<Value>(of: (layer: Layer) => Value): Record<Layer, Value> {
  return { process: of('process'), paginate: of('paginate'), execute: of('execute') };
}

/** `src/server/workflows/digest` under `@/` → `src` is `@/server/workflows/digest`. */
function moduleSpecifier(folder: string, alias: NamedThings['alias']): string {
  const inside = alias.target === '.' ? folder : folder.slice(alias.target.length + 1);
  return alias.prefix + inside;
}

function join(...segments: string[]): string {
  return segments.join('/');
}
