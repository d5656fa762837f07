import { generated } from './generated.js';

// A ceiling below what the generated test would work on otherwise.
const workflow = await generated('green-ceiling-item', {
  name: 'digest',
  entity: 'user',
  dispatch: 'item',
  maxItems: 1,
});
await workflow.load('index.test');
