import { generated } from './generated.js';

// A ceiling below what the generated test would work on otherwise.
const workflow = await generated('green-ceiling-chunk', {
  name: 'digest',
  entity: 'user',
  dispatch: 'chunk',
  maxItems: 2,
});
await workflow.load('index.test');
