import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { generateWorkflow } from '../../src/generate/generate.js';
import { openProject } from '../../src/host/project.js';
import { verifyPlannedFiles } from '../../src/lint/verify.js';
import { parseWorkflowSpec } from '../../src/spec/parse.js';
import {
  codeOf,
  contentOf,
  emptyProject,
  generate,
  temporaryFolder,
  templatesWith,
} from './project.js';

it.each([
  ['routes/nextjs/execute.ts', ':save-result', ':get-{{entityKebab}}', 'unique-step-names'],
  [
    'routes/nextjs/execute.ts',
    '= parse{{types.execute}}(context.requestPayload)',
    '= context.requestPayload',
    'validated-payload',
  ],
  [
    'project/payload.ts',
    'return new WorkflowNonRetryableError(',
    'return new Error(',
    'no-retried-throw-before-first-step',
  ],
])(
  'writes nothing when %s breaks a rule: %s becomes %s',
  async (path, passage, replacement, rule) => {
    const project = await emptyProject();
    const before = await contentOf(project.root);
    const templates = await templatesWith(path, passage, replacement);

    await expect(
      generate(project, {}, { templates, verify: verifyPlannedFiles }),
    ).rejects.toMatchObject({
      code: 'GEN_VERIFY_FAILED',
      message: expect.stringMatching(new RegExp(`\\.ts:\\d+ .*\\(${rule}\\)`)),
      fix: expect.any(String),
    });
    expect(await contentOf(project.root)).toEqual(before);
  },
);

it.each(['chunk', 'item'] as const)(
  'finds nothing in its own templates (dispatch %s)',
  async (dispatch) => {
    const project = await emptyProject();

    const { files } = await generate(
      project,
      { dispatch, maxItems: 5 },
      { verify: verifyPlannedFiles },
    );

    expect(files.every(({ status }) => status === 'created')).toBe(true);
  },
);

it.each([
  ['workflow/index.ts', 'export class', '{{#if}} export class', 'GEN_TEMPLATE_BROKEN'],
  ['workflow/index.ts', '{{Workflow}}', '{{Wrokflow}}', 'GEN_TEMPLATE_BROKEN'],
  ['workflow/index.ts', 'export class', 'export clas', 'FORMAT_FAILED'],
])(
  'says where a template is broken: %s with %s as %s',
  async (path, passage, replacement, code) => {
    const project = await emptyProject();
    const templates = await templatesWith(path, passage, replacement);

    await expect(generate(project, {}, { templates })).rejects.toMatchObject({
      code,
      message: expect.stringContaining('index.ts'),
      fix: expect.any(String),
    });
  },
);

it.each([
  ['a name that climbs', { name: '../../x' }],
  ['routes outside', { paths: { routes: '../outside/app/api' } }],
  ['an absolute folder', { paths: { workflows: '/tmp/outside' } }],
  ['a drive', { paths: { workflows: 'C:\\outside' } }],
  ['a comment that ends early', { description: '*/ process.exit(1); /*' }],
  ['a line break in a specifier', { database: { import: "@/db';\nimport 'evil" } }],
  ['code as a log namespace', { logNamespace: "app'); evil('" }],
  ['code as a flag', { flags: [{ name: 'a;evil()', type: 'boolean' }] }],
  ['an unknown answer', { chunksize: 5 }],
])('writes nothing for a hostile spec: %s', async (_, answers) => {
  const parent = await temporaryFolder();
  await mkdir(join(parent, 'project'));
  await writeFile(join(parent, 'project/package.json'), '{}');
  const project = await openProject(join(parent, 'project'));
  const before = await contentOf(parent);

  const attempt = async () => {
    const spec = parseWorkflowSpec({ name: 'digest', entity: 'user', ...answers });
    await generateWorkflow(project, spec, {
      write: true,
      onDifference: 'overwrite',
      trifoldVersion: '0.0.0',
    });
  };

  expect(await codeOf(attempt())).toBe('SPEC_INVALID');
  expect(await contentOf(parent)).toEqual(before);
});

it.each(['src', 'src/server', '.trifold'])(
  'follows no link out of the project: %s',
  async (link) => {
    const outside = await temporaryFolder();
    const project = await emptyProject();
    await mkdir(dirname(join(project.root, link)), { recursive: true });
    await symlink(outside, join(project.root, link));

    expect(await codeOf(generate(project))).toBe('HOST_PATH_OUTSIDE');
    expect(await readdir(outside)).toEqual([]);
  },
);
