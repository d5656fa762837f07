import { expect, test } from 'vitest';
import { lintFiles } from './lintFiles.js';

const route = (name: string, work: string) => ({
  path: `src/app/api/workflows/digest/${name}/route.ts`,
  content: `import { serve } from '@upstash/workflow/nextjs';
export const { POST } = serve<{ userId: string }>(async (context) => {
  const { userId } = context.requestPayload;
  await context.run('digest:work', () => ${work});
});
`,
});

const execution = route('execute-user', 'work(userId)');
const pagination = route('paginate-users', "client.trigger({ url: '/api/execute-user' })");

test.each([
  ['a warning in a layer of a workflow', [execution, pagination], ['warning']],
  ['an info in a workflow that has no layers', [execution], ['info']],
])('an unchecked field is %s', (_, files, severities) => {
  const found = lintFiles(files).filter(({ rule }) => rule === 'validated-payload');
  expect(found.map(({ severity }) => severity)).toEqual(severities);
});
