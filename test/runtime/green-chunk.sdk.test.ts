import { generated } from './generated.js';

// The generated integration test itself, as printed: its suites become part of this file.
const workflow = await generated('green-chunk', {
  name: 'welcome-placeholder',
  entity: 'user',
  verb: 'generate',
  flags: [{ name: 'paidOnly', type: 'boolean' }],
  dispatch: 'chunk',
  pageSize: 10,
  chunkSize: 4,
});
await workflow.load('index.test');
