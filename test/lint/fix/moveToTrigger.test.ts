import { describe, expect, it } from 'vitest';
import { fixFiles } from './fixFiles.js';

const ROUTE = 'src/app/(backend)/api/digest/route.ts';

const route = (serveArguments: string) => `import { serve } from '@upstash/workflow/nextjs';
const retries = 3;
const shared = { retries: 3 };
export const { POST } = serve(async (context) => {
  await context.run('send', () => 1);
}${serveArguments});
`;

const start = (calls: string) => `import { Client } from '@upstash/workflow';
const shared = { url: 'https://acme.dev/api/digest' };
export const start = async (client: Client, base: string, path: string) => {
  ${calls}
};
`;

const project = (given: string, calls: string, at = ROUTE) => [
  { path: at, content: route(given) },
  { path: 'src/start.ts', content: start(calls) },
];

const trigger = "await client.trigger({ url: 'https://acme.dev/api/digest' });";

describe('configuration in serve', () => {
  it('moves to the trigger of the route', async () => {
    const { files, left } = await fixFiles(project(', { retries: 3 }', trigger));
    const by = "await client.trigger({ retries: 3, url: 'https://acme.dev/api/digest' });";
    expect(files).toEqual(project(', {  }', by));
    expect(left).not.toContain('no-configuration-in-serve');
  });

  it('moves whole, one option after the other', async () => {
    const flowControl = "{ key: 'digest', parallelism: 1, period: '10s' }";
    const given = `, { retries: 3, verbose: true, flowControl: ${flowControl}, failureUrl: "https://acme.dev/failed" }`;
    const { files } = await fixFiles(
      project(given, 'await client.trigger({ url: `${base}/api/digest`, label: path });'),
    );
    const by = `{ failureUrl: "https://acme.dev/failed", flowControl: ${flowControl}, retries: 3, url: \`\${base}/api/digest\`, label: path }`;
    expect(files).toEqual(project(', {  verbose: true,   }', `await client.trigger(${by});`));
  });

  it.each([
    ['nothing triggers the route', ', { retries: 3 }', '', ROUTE],
    ['two triggers do', ', { retries: 3 }', `${trigger}\n  ${trigger}`, ROUTE],
    [
      'a trigger may',
      ', { retries: 3 }',
      `${trigger}\n  await client.trigger({ url: path });`,
      ROUTE,
    ],
    [
      'a trigger may, by its end',
      ', { retries: 3 }',
      `${trigger}\n  await client.trigger({ url: \`\${base}/digest\` });`,
      ROUTE,
    ],
    [
      'the trigger has it already',
      ', { retries: 3 }',
      trigger.replace('{ ', '{ retries: 1, '),
      ROUTE,
    ],
    [
      'the trigger is a batch',
      ', { retries: 3 }',
      trigger.replace('({', '([{').replace('})', '}])'),
      ROUTE,
    ],
    [
      "the trigger's options are elsewhere",
      ', { retries: 3 }',
      'await client.trigger(shared);',
      ROUTE,
    ],
    ["serve's options are elsewhere", ', shared', trigger, ROUTE],
    ["serve's options are spread", ', { ...shared }', trigger, ROUTE],
    ['the value is a name', ', { retries: retries }', trigger, ROUTE],
    ['the value is a shorthand', ', { retries }', trigger, ROUTE],
    ['the route is dynamic', ', { retries: 3 }', trigger, 'src/app/api/[name]/route.ts'],
  ])('is left to people where %s', async (_, given, calls, at) => {
    const before = project(given, calls, at);
    const { files, left } = await fixFiles(before);
    expect(files).toEqual(before);
    expect(left).toContain('no-configuration-in-serve');
  });
});
