import type { WorkflowSpecInput } from '../../src/spec/workflow.js';

const flags: WorkflowSpecInput['flags'] = [
  { name: 'paidOnly', type: 'boolean', description: 'Subscribed users only' },
  { name: 'tone', type: 'string' },
  { name: 'minAge', type: 'number', layers: ['process', 'paginate'] },
];

/** Every combination of what changes the shape of the generated code. */
export function allVariants(): { id: string; answers: WorkflowSpecInput }[] {
  const variants: { id: string; answers: WorkflowSpecInput }[] = [];
  for (const sdk of [0, 1] as const) {
    for (const dispatch of ['chunk', 'item'] as const) {
      for (const withFlags of [false, true]) {
        for (const test of [false, true]) {
          for (const full of [false, true]) {
            const id = [`sdk${sdk}`, dispatch, withFlags && 'flags', test && 'test', full && 'full']
              .filter(Boolean)
              .join('-');
            variants.push({
              id,
              answers: {
                name: 'welcome-placeholder',
                entity: 'user',
                verb: 'generate',
                sdk,
                dispatch,
                test,
                ...(withFlags && { flags }),
                ...(full && fullAnswers(id)),
              },
            });
          }
        }
      }
    }
  }
  return variants;
}

/** The answers that are left out otherwise. */
function fullAnswers(id: string): Partial<WorkflowSpecInput> {
  return {
    description: 'Placeholders for the text box of one user.',
    maxItems: 1000,
    pageSize: 10,
    chunkSize: 4,
    filter: 'redis',
    database: { import: `@${id}/server/database`, name: 'getServerDB' },
    payloadTypes: { execute: 'GenerateUserPlaceholderPayload' },
    flowControl: { execute: { parallelism: 5, itemsPerSecond: 2 } },
  };
}
