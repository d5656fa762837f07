import { camelCase } from 'change-case';
import { propertyAt, type Property } from './json-schema.js';

/** One answer of the spec that can be asked for or given as a flag. */
export interface Question {
  /** Where the answer goes in the spec: `['flowControl', 'paginate', 'rate']`. */
  readonly path: readonly string[];
  /** Long flag without dashes: `paginate-rate`. */
  readonly flag: string;
  /** The flag in camelCase, which names the answer in commander and plop: `paginateRate`. */
  readonly key: string;
  /** What a prompt asks. */
  readonly title: string;
  /** What the help of the flag says. */
  readonly help: string;
  readonly kind: 'text' | 'number' | 'choice' | 'boolean' | 'flags';
  readonly choices: readonly (string | number)[];
  /** The schema's default; `undefined` when there is none or it follows from other answers. */
  readonly default: unknown;
  /** Whether there is no spec without it. */
  readonly required: boolean;
  /** Whether a prompt always asks, or only someone who wants to see every setting. */
  readonly asked: 'always' | 'on-request';
}

const REQUIRED = ['name', 'entity'];

const ASKED_ALWAYS: readonly (readonly [path: string, flag: string])[] = [
  ['name', 'name'],
  ['entity', 'entity'],
  ['entities', 'entities'],
  ['verb', 'verb'],
  ['flags', 'flag'],
  ['dispatch', 'dispatch'],
  ['filter', 'filter'],
];

const ASKED_ON_REQUEST: readonly (readonly [path: string, flag: string])[] = [
  ['description', 'description'],
  ['pageSize', 'page-size'],
  ['chunkSize', 'chunk-size'],
  ['maxItems', 'max-items'],
  ['flowControl.process.rate', 'process-rate'],
  ['flowControl.paginate.parallelism', 'paginate-parallelism'],
  ['flowControl.paginate.rate', 'paginate-rate'],
  ['flowControl.execute.parallelism', 'execute-parallelism'],
  ['flowControl.execute.itemsPerSecond', 'items-per-second'],
  ['payloadTypes.process', 'process-payload'],
  ['payloadTypes.paginate', 'paginate-payload'],
  ['payloadTypes.execute', 'execute-payload'],
  ['database.import', 'db-import'],
  ['database.name', 'db-name'],
  ['sdk', 'sdk'],
  ['framework', 'framework'],
  ['paths.routes', 'routes-path'],
  ['paths.workflows', 'workflows-path'],
  ['paths.api', 'api-path'],
  ['alias.prefix', 'alias-prefix'],
  ['alias.target', 'alias-target'],
  ['logNamespace', 'log-namespace'],
  ['test', 'test'],
  ['cloudReexport.submodule', 'cloud-submodule'],
  ['cloudReexport.root', 'cloud-root'],
];

const CLOUD_FLAGS: readonly string[] = [
  'name',
  'entity',
  'entities',
  'verb',
  'routes-path',
  'cloud-submodule',
  'cloud-root',
];

/** What can be generated, by the name that the command line and plop use. */
export const GENERATORS = ['workflow', 'cloud-reexport'] as const;

export type GeneratorName = (typeof GENERATORS)[number];

/** Every question, in the order in which they are asked; texts, choices and defaults are the schema's. */
export const questions: readonly Question[] = [
  ...ASKED_ALWAYS.map((entry) => question(entry, 'always')),
  ...ASKED_ON_REQUEST.map((entry) => question(entry, 'on-request')),
];

/** What names the re-exported files, and where they go; without the submodule there is nothing to re-export. */
const cloudQuestions: readonly Question[] = questions
  .filter(({ flag }) => CLOUD_FLAGS.includes(flag))
  .map((asked) =>
    asked.flag === 'cloud-submodule' ? { ...asked, required: true, asked: 'always' } : asked,
  );

/** The questions of one generator, in the order in which they are asked. */
export function questionsOf(generator: GeneratorName): readonly Question[] {
  switch (generator) {
    case 'workflow':
      return questions;
    case 'cloud-reexport':
      return cloudQuestions;
  }
}

function question([dotted, flag]: readonly [string, string], asked: Question['asked']): Question {
  const path = dotted.split('.');
  const property = propertyAt(path);
  if (property?.title === undefined) throw new Error(`the schema has no title for ${dotted}`);
  return {
    path,
    flag,
    key: camelCase(flag),
    title: property.title,
    help: property.description ?? property.title,
    kind: kindOf(property),
    choices: property.enum ?? [],
    default: property.default,
    required: REQUIRED.includes(dotted),
    asked,
  };
}

function kindOf(property: Property): Question['kind'] {
  if (property.enum !== undefined) return 'choice';
  if (property.type === 'array') return 'flags';
  if (property.type === 'boolean') return 'boolean';
  return property.type === 'integer' || property.type === 'number' ? 'number' : 'text';
}
