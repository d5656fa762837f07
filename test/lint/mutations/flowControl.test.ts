import { testMutations } from '../mutate.js';

const file = 'welcomePlaceholder/flowControl.ts';
const replace = "process: { key: 'welcome-placeholder.process', parallelism: 1, rate: 1 },";

testMutations('flow-control-key', [
  {
    title: 'a colon in the key',
    changes: [
      {
        file,
        replace,
        by: "process: { key: 'welcome-placeholder:process', parallelism: 1, rate: 1 }, // reported",
      },
    ],
  },
]);

testMutations('no-rate-per-second', [
  {
    title: 'the deprecated rate',
    changes: [
      {
        file,
        replace,
        by: "process: { key: 'welcome-placeholder.process', parallelism: 1, ratePerSecond: 1 }, // reported",
      },
    ],
  },
]);

testMutations('flow-control-limits', [
  {
    title: 'a key without limits',
    changes: [
      {
        file: 'agentWelcome/flowControl.ts',
        replace: "paginate: { key: 'agent-welcome.paginate', parallelism: 20, rate: 5 },",
        by: "paginate: { key: 'agent-welcome.paginate' }, // reported",
      },
    ],
  },
]);
