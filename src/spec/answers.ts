import { z } from 'zod';
import { flagSchema } from './flag.js';
import { flowControlSchema } from './flow-control.js';
import { nameSchema } from './name.js';
import { aliasSchema, cloudReexportSchema, databaseSchema, pathsSchema } from './places.js';
import { lineSchema, logNamespaceSchema, typeNameSchema } from './text.js';

/**
 * The answers as a user gives them: everything but the name and the entity has a default or follows from them.
 * Titles are what prompts ask, descriptions are the help of the flags.
 */
export const answersSchema = z.strictObject({
  name: nameSchema().meta({
    title: 'Name of the workflow',
    description: 'What it does, in any spelling; kept as kebab-case, like welcome-placeholder',
  }),
  entity: nameSchema('user').meta({
    title: 'Entity it works on, singular',
    description: 'One run of layer 3 handles one of these, like user',
  }),
  entities: nameSchema('users')
    .optional()
    .meta({ title: 'Plural of the entity', description: 'Follows from the entity when left out' }),
  verb: nameSchema('generate').prefault('execute').meta({
    title: 'What happens to one item',
    description: 'Verb of layer 3, like generate; its route is {verb}-{entity}',
  }),
  description: lineSchema().optional().meta({
    title: 'Description',
    description: 'One line for the docstring of the class',
  }),
  flags: z.array(flagSchema).max(20).default([]).meta({
    title: 'Payload flags',
    description: 'Extra optional fields that travel through the layers, like paidOnly',
  }),
  payloadTypes: z
    .strictObject({
      process: typeNameSchema()
        .optional()
        .meta({ title: 'Payload type of layer 1', description: 'Process{Entities}Payload' }),
      paginate: typeNameSchema()
        .optional()
        .meta({ title: 'Payload type of layer 2', description: 'Paginate{Entities}Payload' }),
      execute: typeNameSchema()
        .optional()
        .meta({ title: 'Payload type of layer 3', description: '{Verb}{Entity}Payload' }),
    })
    .prefault({}),
  pageSize: z
    .int()
    .min(1)
    .max(500)
    .default(50)
    .meta({ title: 'Page size', description: 'Ids that layer 2 reads at once' }),
  chunkSize: z
    .int()
    .min(1)
    .max(100)
    .default(20)
    .meta({ title: 'Chunk size', description: 'Items that one fan-out step starts' }),
  dispatch: z.enum(['chunk', 'item']).default('chunk').meta({
    title: 'Dispatch',
    description: 'chunk: a step per chunk starts its items as one batch; item: a step per item',
  }),
  maxItems: z.int().min(1).optional().meta({
    title: 'Ceiling of items per run',
    description: 'No payload can start more than this; no ceiling when left out',
  }),
  flowControl: flowControlSchema.prefault({}),
  sdk: z.literal([0, 1]).default(1).meta({
    title: 'Major version of @upstash/workflow',
    description: '1, or 0 for 0.2.23 and later of 0.2; detected from the project',
  }),
  framework: z
    .enum(['nextjs'])
    .default('nextjs')
    .meta({ title: 'Framework', description: 'nextjs: App Router' }),
  paths: pathsSchema.prefault({}),
  alias: aliasSchema.prefault({}),
  logNamespace: logNamespaceSchema().prefault('app').meta({
    title: 'Log namespace',
    description: 'First part of the debug namespace; the package name by default',
  }),
  database: databaseSchema.nullable().default(null),
  filter: z.enum(['redis', 'database']).default('database').meta({
    title: 'Where finished items are looked up',
    description: 'redis: cached results; database: stored state',
  }),
  test: z
    .boolean()
    .default(true)
    .meta({ title: 'Integration test', description: 'Write an integration test and its fixture' }),
  cloudReexport: cloudReexportSchema.nullable().default(null),
});
