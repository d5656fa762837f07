import { describe, expect, it } from 'vitest';
import { lintFiles } from '../lintFiles.js';
import { project, ROUTE, route, TRIGGER, triggerWith, type Written } from './configuredRoute.js';
import { fixFiles } from './fixFiles.js';
import { fromLimits, imported, start } from './triggeringFiles.js';

describe('configuration in serve', () => {
  it.each<[string, Written, Written & { readonly imports?: string }]>([
    ['a number', { given: ', { retries: 3 }' }, { given: '', calls: triggerWith('retries: 3') }],
    [
      'to each of its triggers',
      { given: ', { retries: 3 }', calls: `${TRIGGER}\n  ${TRIGGER}` },
      { given: '', calls: `${triggerWith('retries: 3')}\n  ${triggerWith('retries: 3')}` },
    ],
    [
      'one option after the other',
      {
        given: `, { retries: 3, verbose: true, flowControl: { key: 'digest', period: '10s' }, failureUrl: "https://acme.dev/failed" }`,
        calls: 'await client.trigger({ url: `${base}/api/digest`, label: path });',
      },
      {
        given: ', { verbose: true, }',
        calls: `await client.trigger({ failureUrl: "https://acme.dev/failed", flowControl: { key: 'digest', period: '10s' }, retries: 3, url: \`\${base}/api/digest\`, label: path });`,
      },
    ],
    [
      'a constant of the route, which is written out',
      { given: ', { retries: RETRIES }', inRoute: 'const RETRIES = 3;\n' },
      { given: '', inRoute: '', calls: triggerWith('retries: 3') },
    ],
    [
      'a constant that the route needs otherwise',
      {
        given: ', { retries }',
        inRoute: 'const retries = 3;\nexport const twice = 2 * retries;\n',
      },
      {
        given: '',
        inRoute: 'const retries = 3;\nexport const twice = 2 * retries;\n',
        calls: triggerWith('retries: 3'),
      },
    ],
    [
      'an imported constant',
      { given: ', { retries }', inRoute: fromLimits('retries') },
      { given: '', inRoute: '', calls: triggerWith('retries'), imports: 'retries' },
    ],
    [
      'a constant that the trigger has within reach',
      {
        given: ', { retries: retries }',
        inRoute: fromLimits('retries, limits') + 'console.log(limits);\n',
        inStart: fromLimits('retries'),
      },
      {
        given: '',
        inRoute: fromLimits('limits') + 'console.log(limits);\n',
        inStart: fromLimits('retries'),
        calls: triggerWith('retries'),
      },
    ],
    [
      'a field of an imported constant',
      { given: ', { retries: LIMITS.mail.retries }', inRoute: fromLimits('LIMITS') },
      {
        given: '',
        inRoute: '',
        calls: triggerWith('retries: LIMITS.mail.retries'),
        imports: 'LIMITS',
      },
    ],
    [
      'a constant of a module that is imported whole, which is written out',
      {
        given: ', { flowControl: all.limits.flowControl }',
        inRoute: "import * as all from '@/limits';\n",
      },
      {
        given: '',
        inRoute: '',
        calls: triggerWith("flowControl: { key: 'digest', parallelism: 1 }"),
      },
    ],
    [
      'a constant that is imported by another name, which is written out',
      { given: ', { retries: times }', inRoute: fromLimits('retries as times') },
      { given: '', inRoute: '', calls: triggerWith('retries: 3') },
    ],
    [
      'a field of a default export, which is written out',
      { given: ', { retries: byDefault.retries }', inRoute: "import byDefault from '@/limits';\n" },
      { given: '', inRoute: '', calls: triggerWith('retries: 5') },
    ],
    [
      'a field of a constant of the route',
      { given: ', { retries: MINE.retries }', inRoute: 'const MINE = { retries: 3 } as const;\n' },
      { given: '', inRoute: '', calls: triggerWith('retries: 3') },
    ],
    [
      'an imported constant that is spread, whole',
      { given: ', { verbose: true, ...limits }', inRoute: fromLimits('limits') },
      {
        given: ', { verbose: true, }',
        inRoute: '',
        calls: triggerWith('...limits'),
        imports: 'limits',
      },
    ],
    [
      'a constant of the route that is spread',
      {
        given: ', { ...mine }',
        inRoute: "const mine = { retries: 3, flowControl: { key: 'digest', rate: 1 } };\n",
      },
      {
        given: '',
        inRoute: '',
        calls: triggerWith("retries: 3, flowControl: { key: 'digest', rate: 1 }"),
      },
    ],
    [
      'options that are a constant',
      { given: ', LIMITS.mail', inRoute: fromLimits('LIMITS') },
      { given: '', inRoute: '', calls: triggerWith('...LIMITS.mail'), imports: 'LIMITS' },
    ],
    [
      'an option with what is said about it',
      { given: ', {\n// @ts-expect-error 0.2 took it\n// Mails may bounce.\nretries: 3 }' },
      {
        given: ', { }',
        calls: `await client.trigger({ \n// Mails may bounce.\nretries: 3, url: 'https://acme.dev/api/digest' });`,
      },
    ],
  ])('moves to the trigger of the route: %s', async (_, before, { imports, ...after }) => {
    const { files, left } = await fixFiles(project(before));
    const prepend = imports === undefined ? (content: string) => content : imported(imports);
    expect(files).toEqual(
      project({ ...before, ...after }).map((file) =>
        file.path === 'src/start.ts' ? { ...file, content: prepend(file.content) } : file,
      ),
    );
    expect(left).not.toContain('no-configuration-in-serve');
    expect((await fixFiles(files)).count).toBe(0);
  });

  it('keeps the name of a constant where the trigger is in the same file', async () => {
    const own = `import { Client } from '@upstash/workflow';
const retries = 3;
export const start = (client: Client) => client.trigger({ url: '/api/digest' });
`;
    const before = { path: ROUTE, content: route(', { retries }', own) };
    const { files } = await fixFiles([before]);
    const after = own.replace('{ url', '{ retries, url');
    expect(files).toEqual([{ path: ROUTE, content: route('', after) }]);
  });

  it.each<[string, Written]>([
    ['nothing triggers the route', { given: ', { retries: 3 }', calls: '' }],
    [
      'one of two triggers has it already',
      { given: ', { retries: 3 }', calls: `${TRIGGER}\n  ${triggerWith('retries: 1')}` },
    ],
    [
      'a trigger may',
      { given: ', { retries: 3 }', calls: `${TRIGGER}\n  await client.trigger({ url: path });` },
    ],
    [
      'a trigger may, by its end',
      {
        given: ', { retries: 3 }',
        calls: `${TRIGGER}\n  await client.trigger({ url: \`\${base}/digest\` });`,
      },
    ],
    ['the trigger has it already', { given: ', { retries: 3 }', calls: triggerWith('retries: 1') }],
    [
      'the trigger has some of it already',
      {
        given: ', { ...limits }',
        inRoute: fromLimits('limits'),
        calls: triggerWith('retries: 1'),
      },
    ],
    [
      'the trigger is a batch',
      {
        given: ', { retries: 3 }',
        calls: TRIGGER.replace('({', '([{').replace('})', '}])'),
      },
    ],
    [
      "the trigger's options are elsewhere",
      { given: ', { retries: 3 }', calls: 'await client.trigger(shared);' },
    ],
    [
      'other things are spread with it',
      { given: ', { ...options }', inRoute: fromLimits('options') },
    ],
    ['other things are given with it', { given: ', options', inRoute: fromLimits('options') }],
    ['it is given twice', { given: ', { ...limits, retries: 5 }', inRoute: fromLimits('limits') }],
    [
      'something is spread that cannot be seen',
      { given: ', { retries: 3, ...more }', inRoute: "import { more } from '@acme/more';\n" },
    ],
    ['it is computed', { given: ', { retries: count() }', inRoute: 'const count = () => 3;\n' }],
    ['a part of it is computed', { given: ', { retries: R }', inRoute: 'const R = 1 + f();\n' }],
    ['it is of the environment', { given: ', { retryDelay: process.env.DELAY }' }],
    ['it may change', { given: ', { retries }', inRoute: 'let retries = 3;\n' }],
    [
      'its name means something else there',
      {
        given: ', { retries }',
        inRoute: fromLimits('retries'),
        calls: `const each = async (retries: number) => { ${TRIGGER} };\n  await each(1);`,
      },
    ],
    [
      'the package of its name may not be there',
      { given: ', { retries }', inRoute: "import { retries } from '@acme/limits';\n" },
    ],
    ['the route is dynamic', { given: ', { retries: 3 }', at: 'src/app/api/[name]/route.ts' }],
  ])('is left to people where %s', async (_, written) => {
    const before = project(written);
    const { files, left } = await fixFiles(before);
    expect(files).toEqual(before);
    expect(left).toContain('no-configuration-in-serve');
  });

  it('names the triggers to which people may move it', () => {
    const files = project({ given: ', { retries: 3 }', calls: `${TRIGGER}\n  ${TRIGGER}` });
    const found = lintFiles(files).filter(({ rule }) => rule === 'no-configuration-in-serve');
    expect(found.map(({ related }) => related)).toMatchObject([
      [
        { message: 'used here', path: ROUTE },
        { message: 'this trigger starts it', path: 'src/start.ts', line: 4 },
        { message: 'this trigger starts it', path: 'src/start.ts', line: 5 },
      ],
    ]);
  });

  it('is left to people where one call serves several routes', async () => {
    const files = [
      {
        path: 'src/lib/make.ts',
        content: `import { serve } from '@upstash/workflow/nextjs';
export const make = (name) => serve(async (context) => {
  await context.run(name, () => 1);
}, { retries: 3 });
`,
      },
      ...['digest', 'mail'].map((name) => ({
        path: `src/app/api/${name}/route.ts`,
        content: `import { make } from '@/lib/make';\nexport const { POST } = make('${name}');\n`,
      })),
      { path: 'src/start.ts', content: start(TRIGGER) },
    ];
    expect((await fixFiles(files)).files).toEqual(files);
  });

  it('is left to people where the trigger is in a file that cannot import', async () => {
    const [served, , limits] = project({ given: ', { retries }', inRoute: fromLimits('retries') });
    const files = [
      ...(served && limits ? [served, limits] : []),
      {
        path: 'src/start.cjs',
        content: `const { Client } = require('@upstash/workflow');
module.exports = () => new Client({ token: '' }).trigger({ url: '/api/digest' });
`,
      },
    ];
    expect((await fixFiles(files)).files).toEqual(files);
  });
});
