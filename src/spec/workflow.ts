import pluralize from 'pluralize';
import type { z } from 'zod';
import { answersSchema } from './answers.js';
import { contradictionsIn } from './contradictions.js';
import { defaultPayloadTypes } from './naming.js';
import { urlOfRoutesFolder } from './paths.js';

/**
 * What a workflow is: every answer there is, with defaults and derived values filled in.
 * Prompts, command-line flags, `--spec` files and the published JSON schema all come from this schema.
 */
export const workflowSpecSchema = answersSchema
  .transform((given) => ({
    ...given,
    entities: given.entities ?? pluralOf(given.entity),
  }))
  .transform((given) => ({
    ...given,
    payloadTypes: payloadTypesOf(given),
    paths: {
      ...given.paths,
      api: given.paths.api ?? urlOfRoutesFolder(given.paths.routes) ?? '/api/workflows',
    },
  }))
  .superRefine((spec, context) => {
    for (const { path, message, fix } of contradictionsIn(spec)) {
      context.addIssue({ code: 'custom', path, message, params: { fix } });
    }
  });

export type WorkflowSpec = z.output<typeof workflowSpecSchema>;

export type WorkflowSpecInput = z.input<typeof workflowSpecSchema>;

/** `sales-person` → `sales-people`. */
function pluralOf(entity: string): string {
  const words = entity.split('-');
  const last = words.pop() ?? '';
  return [...words, pluralize.plural(last)].join('-');
}

function payloadTypesOf(given: z.output<typeof answersSchema> & { entities: string }) {
  const byRule = defaultPayloadTypes(given);
  return {
    process: given.payloadTypes.process ?? byRule.process,
    paginate: given.payloadTypes.paginate ?? byRule.paginate,
    execute: given.payloadTypes.execute ?? byRule.execute,
  };
}
