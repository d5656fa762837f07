import { z } from 'zod';
import { oncePer } from '../shared/oncePer.js';
import { workflowSpecSchema } from './workflow.js';

const propertySchema = z.looseObject({
  type: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
  const: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  get properties() {
    return z.record(z.string(), propertySchema).optional();
  },
  get anyOf() {
    return z.array(propertySchema).optional();
  },
  get items() {
    return propertySchema.optional();
  },
});

/** One place of the JSON schema, as far as questions and error messages need it. */
export type Property = z.output<typeof propertySchema>;

/** The JSON schema (draft 2020-12) of what `--spec` reads. */
export function specJsonSchema() {
  const schema = jsonSchemaOf(workflowSpecSchema);
  const $schema = { type: 'string', description: 'Where an editor finds this schema; no answer' };
  return { ...schema, title: 'Trifold workflow', properties: { $schema, ...schema.properties } };
}

/** Once, since every question looks into it. */
const jsonSchemaOf = oncePer((schema: typeof workflowSpecSchema) =>
  z.toJSONSchema(schema, { io: 'input' }),
);

const propertiesOf = oncePer((schema: typeof workflowSpecSchema) =>
  propertySchema.parse(jsonSchemaOf(schema)),
);

/** What the schema says about one answer; `undefined` when there is no such answer. */
export function propertyAt(path: readonly (string | number)[]): Property | undefined {
  let property: Property | undefined = propertiesOf(workflowSpecSchema);
  for (const key of path) {
    if (property === undefined) return undefined;
    property = typeof key === 'number' ? property.items : objectIn(property)?.properties?.[key];
  }
  return property;
}

/** The object form of an answer that may also be null. */
export function objectIn(property: Property): Property | undefined {
  if (property.properties !== undefined) return property;
  return property.anyOf?.find(({ properties }) => properties !== undefined);
}
