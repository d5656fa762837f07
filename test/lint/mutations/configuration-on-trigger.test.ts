import { testMutations } from '../mutate.js';

testMutations('configuration-on-trigger', [
  {
    title: 'the batch goes round the limits of layer 3',
    changes: [
      {
        file: 'welcomePlaceholder/index.ts',
        replace: 'return triggerWorkflows(payloads.map((payload) => executeRun(payload, source)));',
        by: 'return triggerWorkflows(payloads.map((payload) => ({ ...executeRun(payload, source), flowControl: undefined }))); // reported',
      },
    ],
  },
]);
