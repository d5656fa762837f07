import { describe, expect, it } from 'vitest';
import { fixFiles } from './fixFiles.js';
import { fromLimits, imported, LIMITS, start } from './triggeringFiles.js';

const many = (given: string, before = '') => ({
  path: 'src/app/api/jobs/[...any]/route.ts',
  content: `import { createWorkflow, serveMany } from '@upstash/workflow/nextjs';
${before}const digest = createWorkflow(async (context) => {
  await context.run('digest', () => 1);
});
const mail = createWorkflow(async (context) => {
  await context.run('mail', () => 1);
});
export const { POST } = serveMany({ digest, mail }${given});
`,
});

const startOf = (name: string, options = '') =>
  `await client.trigger({${options} url: 'https://acme.dev/api/jobs/${name}' });`;

describe('configuration in serveMany', () => {
  it('moves to the trigger of each of its workflows', async () => {
    const calls = [startOf('digest'), startOf('mail')];
    const before = [
      many(', { retries }', fromLimits('retries')),
      { path: 'src/start.ts', content: start(calls.join('\n  ')) },
      LIMITS,
    ];
    const { files } = await fixFiles(before);
    const after = calls.map((call) => call.replace('{', '{ retries,')).join('\n  ');
    expect(files).toEqual([
      many(''),
      { path: 'src/start.ts', content: imported('retries')(start(after)) },
      LIMITS,
    ]);
    expect((await fixFiles(files)).count).toBe(0);
  });

  it.each([
    ['is not triggered', [startOf('digest')]],
    ['has it from its trigger', [startOf('digest'), startOf('mail', ' retries: 1,')]],
    ['may be triggered by another', [startOf('digest'), startOf('mail'), startOf('${path}')]],
  ])('is left to people where one of its workflows %s', async (_, calls) => {
    const text = calls.join('\n  ').replaceAll(/'([^']*\$[^']*)'/g, '`$1`');
    const files = [many(', { retries: 3 }'), { path: 'src/start.ts', content: start(text) }];
    expect((await fixFiles(files)).files).toEqual(files);
  });
});
