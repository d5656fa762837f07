import type { WorkflowSpecInput } from '../../src/spec/workflow.js';

const flags: WorkflowSpecInput['flags'] = [
  { name: 'paidOnly', type: 'boolean', description: 'Subscribed users only' },
  { name: 'tone', type: 'string' },
  { name: 'minAge', type: 'number', layers: ['process', 'paginate'] },
];

/** Every combination of SDK major, dispatch, flags and test; and for each SDK one with every other answer given. */
export function allVariants(): { id: string; answers: WorkflowSpecInput }[] {
  const majors = [0, 1] as const;
  const combinations = majors.flatMap((sdk) =>
    (['chunk', 'item'] as const).flatMap((dispatch) =>
      [false, true].flatMap((withFlags) =>
        [false, true].map((test) => ({
          id: [`sdk${sdk}`, dispatch, withFlags && 'flags', test && 'test']
            .filter(Boolean)
            .join('-'),
          answers: { ...plain, sdk, dispatch, test, ...(withFlags && { flags }) },
        })),
      ),
    ),
  );
  const full = majors.map((sdk) => {
    const id = `sdk${sdk}-full`;
    const dispatch = sdk === 0 ? 'item' : 'chunk';
    return { id, answers: { ...plain, ...fullAnswers(id), sdk, dispatch, flags } as const };
  });
  return [...combinations, ...full];
}

const plain = { name: 'welcome-placeholder', entity: 'user', verb: 'generate' } as const;

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
