import type { WorkflowSpecInput } from '../../src/spec/workflow.js';

const shared = {
  verb: 'generate',
  flags: [
    { name: 'paidOnly', type: 'boolean', description: 'Only what belongs to subscribed users' },
  ],
  database: { import: '@/server/database/server', name: 'getServerDB' },
  filter: 'redis',
  logNamespace: 'examples',
  sdk: 1,
} satisfies Partial<WorkflowSpecInput>;

/** The answers from which the worked examples are generated; the payload types have the names that users know. */
export const exampleSpecs: readonly WorkflowSpecInput[] = [
  {
    ...shared,
    name: 'welcome-placeholder',
    entity: 'user',
    dispatch: 'item',
    description: 'Placeholders for the text box of one user at a time.',
    payloadTypes: { execute: 'GenerateUserPlaceholderPayload' },
  },
  {
    ...shared,
    name: 'agent-welcome',
    entity: 'agent',
    dispatch: 'chunk',
    description: 'A welcome message and open questions for one agent at a time.',
    payloadTypes: { execute: 'GenerateAgentWelcomePayload' },
  },
];
