import { generated } from './generated.js';

// The generated integration test itself, as printed: its suites become part of this file.
const workflow = await generated('green-item', {
  name: 'welcome-placeholder',
  entity: 'user',
  verb: 'generate',
  flags: [{ name: 'paidOnly', type: 'boolean' }],
  dispatch: 'item',
  pageSize: 10,
  chunkSize: 4,
});
await workflow.load('index.test');
