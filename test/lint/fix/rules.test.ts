import { describe, expect, it } from 'vitest';
import { fixFiles } from './fixFiles.js';

async function fixed(content: string): Promise<string> {
  const { files } = await fixFiles([{ path: 'src/route.ts', content }]);
  return files[0]?.content ?? '';
}

/** The rules that report it without changing anything. */
async function unfixed(content: string): Promise<readonly string[]> {
  const { files, left } = await fixFiles([{ path: 'src/route.ts', content }]);
  expect(files[0]?.content).toBe(content);
  return left;
}

const workflow = (body: string) => `import { serve } from '@upstash/workflow/nextjs';
import { WorkflowNonRetryableError } from '@upstash/workflow';
import { start } from './start';
export const { POST } = serve(async (context) => {
  ${body}
});
`;

const trigger = (options: string) => `import { Client } from '@upstash/workflow';
const KEY = 'digest:process';
export const start = (client: Client, user: { id: string }, ratePerSecond: number) =>
  client.trigger({ url: 'https://acme.dev/api/digest', ${options} });
`;

const step = `context.run('save', () => 1)`;

describe('a missing await', () => {
  it.each([
    ['a step', `${step};`, `await ${step};`],
    [
      'context.cancel()',
      `await ${step};\n  context.cancel();`,
      `await ${step};\n  await context.cancel();`,
    ],
    ['a step in a branch', `if (context) ${step};`, `if (context) await ${step};`],
    [
      'steps that run at the same time',
      `Promise.all([${step}, context.run('other', () => 2)]);`,
      `await Promise.all([${step}, context.run('other', () => 2)]);`,
    ],
    [
      'a helper',
      `const save = async () => {\n    ${step};\n  };\n  save();`,
      `const save = async () => {\n    await ${step};\n  };\n  await save();`,
    ],
  ])('is written before %s', async (_, body, by) => {
    expect(await fixed(workflow(body))).toBe(workflow(by));
  });

  it.each([
    ['the function is not async', `const save = () => {\n    ${step};\n  };\n  save();`],
    [
      'nothing waits for the rounds',
      `[1, 2].forEach(async (i) => context.run(\`s:\${i}\`, () => i));`,
    ],
    ['it would not wait for the rounds', `[1, 2].map((i) => context.run(\`s:\${i}\`, () => i));`],
    ['the answer is kept', `const answer = ${step};\n  return { ok: true };`],
    ['it is said to be meant', `void ${step};`],
  ])('is left to people where %s', async (_, body) => {
    expect(await unfixed(workflow(body))).toContain('no-unawaited-step');
  });
});

describe('ratePerSecond', () => {
  it.each([
    [`flowControl: { key: 'd', ratePerSecond: 5 }`, `flowControl: { key: 'd', rate: 5 }`],
    [`flowControl: { 'ratePerSecond': 5, key: 'd' }`, `flowControl: { rate: 5, key: 'd' }`],
  ])('becomes rate in %s', async (options, by) => {
    expect(await fixed(trigger(options))).toBe(trigger(by));
  });

  it.each([
    ['there is a rate as well', `flowControl: { key: 'd', ratePerSecond: 5, rate: 2 }`],
    ['a variable has the name', `flowControl: { key: 'd', ratePerSecond }`],
  ])('is left to people where %s', async (_, options) => {
    expect(await unfixed(trigger(options))).toContain('no-rate-per-second');
  });
});

describe('a flow-control key', () => {
  it.each([
    [`'digest:process/all'`, `'digest.process.all'`],
    ['`digest/${user.id}:x`', '`digest.${user.id}.x`'],
    ['"digest:process"', '"digest.process"'],
  ])('of %s becomes %s', async (key, by) => {
    const options = (each: string) => `flowControl: { key: ${each}, rate: 5 }`;
    expect(await fixed(trigger(options(key)))).toBe(trigger(options(by)));
  });

  it.each([
    ['another character is in it', `'digest process:all'`],
    ['a constant holds it', 'KEY'],
    ['it is escaped', `'digest\\x3aprocess'`],
    ['code in it has colons', '`digest:${user ? `a:b` : user.id}`'],
    ['code in it has braces', '`digest:${String({ a: 1 })}`'],
  ])('is left to people where %s', async (_, key) => {
    const content = trigger(`flowControl: { key: ${key}, rate: 5 }`);
    expect(await unfixed(content)).toContain('flow-control-key');
  });
});

describe('the prefix of a step name', () => {
  const folder = 'src/app/api/workflows';
  const route = (name: string, layer: string, steps: string) => ({
    path: `${folder}/${name}/${layer}/route.ts`,
    content: `import { serve } from '@upstash/workflow/nextjs';
import { load } from '@/load';
const OTHER = 'report';
export const { POST } = serve<{ userIds?: string[] }>(async (context) => {
  const { userIds = [] } = context.requestPayload;
  ${steps}
});
`,
  });
  const load = {
    path: 'src/load.ts',
    content: `import type { WorkflowContext } from '@upstash/workflow';
export const load = (context: WorkflowContext) => context.run('load', () => 1);
`,
  };
  const project = (steps: string) => [
    load,
    route('digest', 'process-users', `await context.run('digest:start', () => userIds);`),
    route('digest', 'paginate-users', steps),
    route('report', 'process-users', `await context.run('report:start', () => userIds);`),
    route('report', 'paginate-users', `await load(context);`),
  ];

  it.each([
    [
      `await context.run('list', () => userIds);`,
      `await context.run('digest:list', () => userIds);`,
    ],
    [
      `await context.sleep(\`wait:\${userIds.length}\`, 1);`,
      `await context.sleep(\`digest:wait:\${userIds.length}\`, 1);`,
    ],
    [
      `await context.run('report:list', () => userIds);`,
      `await context.run('digest:list', () => userIds);`,
    ],
    [
      `await context.run(\`\${OTHER}:list\`, () => userIds);`,
      `await context.run(\`digest:\${OTHER}:list\`, () => userIds);`,
    ],
  ])('is written: %s', async (steps, by) => {
    const { files } = await fixFiles(project(steps));
    expect(files.slice(1)).toEqual(project(by).slice(1));
  });

  it.each([
    [
      'another step has the name',
      `await context.run('digest:a', () => 1);\n  await context.run('a', () => 2);`,
    ],
    ['a constant holds it', `await context.run(OTHER, () => 2);`],
    ['workflows share the step', `await load(context);`],
  ])('is left to people where %s', async (_, steps) => {
    const { files, left } = await fixFiles(project(steps));
    expect(files.slice(1)).toEqual(project(steps).slice(1));
    expect(left).toContain('step-name-prefix');
  });
});
