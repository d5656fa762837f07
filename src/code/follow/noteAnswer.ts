import { fieldsOf } from './fieldsOf.js';
import type { Value } from './value.js';
import type { Walk } from './walk.js';
import type { Location } from '../facts/workflowFacts.js';

/** Notes what the handler returns. */
export function noteAnswer(walk: Walk, returned: Value, at: Location): void {
  const { ran, dryRun } = walk.flow;
  const fields = returned.shape.kind === 'object' ? fieldsOf(returned) : undefined;
  const success = fields?.findLast(({ name }) => name === 'success')?.value.shape;
  walk.seen.convention.answers.push({
    at,
    stepsBefore: ran,
    dryRun,
    isResponse: returned.shape.kind === 'instance' && returned.shape.of === 'Response',
    fields: fields?.map(({ name }) => name),
    success:
      success?.kind === 'constant' && typeof success.value === 'boolean'
        ? success.value
        : undefined,
  });
}
