import { testMutations } from '../mutate.js';

testMutations('flow-control-per-layer', [
  {
    title: 'entry runs do not take turns',
    changes: [
      {
        file: 'welcomePlaceholder/flowControl.ts',
        replace: 'parallelism: 1,',
        by: 'parallelism: 5,',
      },
      {
        file: 'welcomePlaceholder/index.ts',
        replace:
          'static triggerProcessUsers(payload: ProcessUsersPayload = {}, source: TriggerSource = {}) {',
        by: 'static triggerProcessUsers(payload: ProcessUsersPayload = {}, source: TriggerSource = {}) { // reported',
      },
    ],
  },
]);
