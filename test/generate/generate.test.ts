import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { generateWorkflow, type GenerateOptions } from '../../src/generate/generate.js';
import { templatesIn } from '../../src/generate/templates.js';
import { openProject, type Project } from '../../src/host/project.js';
import { verifyPlannedFiles } from '../../src/lint/verify.js';
import { TrifoldError } from '../../src/shared/errors.js';
import { parseWorkflowSpec } from '../../src/spec/parse.js';
import type { WorkflowSpecInput } from '../../src/spec/workflow.js';

const OPERATIONS = 'src/server/workflows/digest/operations.ts';
const CLASS = 'src/server/workflows/digest/index.ts';
const CLIENT = 'src/server/workflows/client.ts';

async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'trifold-generate-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function emptyProject(files: Record<string, string> = {}): Promise<Project> {
  const root = await temporaryFolder();
  for (const [path, content] of Object.entries({ 'package.json': '{}', ...files })) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return openProject(root);
}

function generate(
  project: Project,
  answers: Partial<WorkflowSpecInput> = {},
  options: Partial<GenerateOptions> = {},
) {
  const spec = parseWorkflowSpec({ name: 'digest', entity: 'user', ...answers });
  return generateWorkflow(project, spec, {
    write: true,
    onDifference: 'stop',
    trifoldVersion: '0.0.0',
    ...options,
  });
}

const statusOf = (files: readonly { path: string; status: string }[], path: string) =>
  files.find((file) => file.path === path)?.status;

/** Every file of a folder with its content. */
async function contentOf(root: string): Promise<Record<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(
      files.sort().map(async (path) => [path, await readFile(path, 'utf8')] as const),
    ),
  );
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof TrifoldError ? error.code : `no TrifoldError: ${String(error)}`;
}

it('writes every planned file and records what it wrote', async () => {
  const project = await emptyProject();

  const { files, written } = await generate(project);

  expect(written).toBe(true);
  expect(new Set(files.map(({ status }) => status))).toEqual(new Set(['created']));
  for (const { path, content } of files) {
    expect(await readFile(join(project.root, path), 'utf8')).toBe(content);
  }
  const record: unknown = JSON.parse(
    await readFile(join(project.root, '.trifold/digest/record.json'), 'utf8'),
  );
  expect(record).toMatchObject({
    answers: { name: 'digest', entity: 'user', entities: 'users', dispatch: 'chunk' },
    files: expect.arrayContaining([
      expect.objectContaining({ id: 'operations', path: OPERATIONS, owner: 'yours' }),
    ]),
  });
  expect(await readFile(join(project.root, '.trifold/digest/base/class.txt'), 'utf8')).toContain(
    'class DigestWorkflow',
  );
});

it('changes nothing on a second run', async () => {
  const project = await emptyProject();
  await generate(project);
  const before = await contentOf(project.root);

  const { files } = await generate(project);

  expect(new Set(files.map(({ status }) => status))).toEqual(new Set(['unchanged']));
  expect(await contentOf(project.root)).toEqual(before);
});

it('writes nothing in a preview', async () => {
  const project = await emptyProject();
  const before = await contentOf(project.root);

  const { files, written } = await generate(project, {}, { write: false });

  expect(written).toBe(false);
  expect(files.length).toBeGreaterThan(10);
  expect(await contentOf(project.root)).toEqual(before);
});

it('stops before it writes when a file with other content is in the way, and names it', async () => {
  const project = await emptyProject({ [CLASS]: 'export const mine = 1;\n' });
  const before = await contentOf(project.root);

  await expect(generate(project)).rejects.toMatchObject({
    code: 'GEN_TARGET_EXISTS',
    message: expect.stringContaining(CLASS),
    fix: expect.stringContaining('--force'),
  });
  expect(await contentOf(project.root)).toEqual(before);
});

it('takes a file with the same content as done', async () => {
  const other = await emptyProject();
  await generate(other);
  const project = await emptyProject({ [CLASS]: await readFile(join(other.root, CLASS), 'utf8') });

  const { files } = await generate(project);

  expect(statusOf(files, CLASS)).toBe('unchanged');
});

it('replaces other content when told to, and leaves it when told so', async () => {
  const project = await emptyProject({ [CLASS]: 'export const mine = 1;\n' });

  const skipped = await generate(project, {}, { onDifference: 'skip' });
  expect(statusOf(skipped.files, CLASS)).toBe('skipped');
  expect(await readFile(join(project.root, CLASS), 'utf8')).toBe('export const mine = 1;\n');

  const forced = await generate(project, {}, { onDifference: 'overwrite' });
  expect(statusOf(forced.files, CLASS)).toBe('overwritten');
  expect(await readFile(join(project.root, CLASS), 'utf8')).toContain('class DigestWorkflow');
});

it("keeps a person's operations and edits of the shared client, even when forced", async () => {
  const project = await emptyProject();
  await generate(project);
  await writeFile(join(project.root, OPERATIONS), 'export const operations = {};\n');
  await writeFile(join(project.root, CLIENT), '// edited\n');

  const again = await generate(project, {}, { onDifference: 'overwrite' });
  const second = await generate(project, { name: 'invoices', entity: 'invoice' });

  expect(statusOf(again.files, OPERATIONS)).toBe('kept');
  expect(statusOf(again.files, CLIENT)).toBe('kept');
  expect(statusOf(second.files, CLIENT)).toBe('kept');
  expect(await readFile(join(project.root, OPERATIONS), 'utf8')).toBe(
    'export const operations = {};\n',
  );
});

it('brings a shared file that nobody has edited up to date with the templates', async () => {
  const project = await emptyProject();
  await generate(project);
  const templates = await templatesWith(
    'project/client.ts',
    'One run to start.',
    'A run to start.',
  );

  const { files } = await generate(project, { name: 'invoices', entity: 'invoice' }, { templates });

  expect(statusOf(files, CLIENT)).toBe('overwritten');
  expect(await readFile(join(project.root, CLIENT), 'utf8')).toContain('A run to start.');
});

it('keeps the record of a file that was kept as it was written', async () => {
  const project = await emptyProject();
  await generate(project);
  const record = await readFile(join(project.root, '.trifold/digest/record.json'), 'utf8');
  await writeFile(join(project.root, OPERATIONS), 'export const operations = {};\n');

  await generate(project);

  expect(await readFile(join(project.root, '.trifold/digest/record.json'), 'utf8')).toBe(record);
});

it('does not overwrite operations that it has not generated', async () => {
  const project = await emptyProject({ [OPERATIONS]: 'export const operations = {};\n' });

  expect(await codeOf(generate(project))).toBe('GEN_TARGET_EXISTS');
});

it('refuses another SDK major than the one the shared client is for', async () => {
  const project = await emptyProject();
  await generate(project, { sdk: 1 });

  expect(await codeOf(generate(project, { name: 'other', sdk: 0 }))).toBe('GEN_PROJECT_MISMATCH');
});

it('writes one line per layer into a cloud repository, with the path of the submodule', async () => {
  const project = await emptyProject();

  const { files } = await generate(
    project,
    { cloudReexport: { submodule: 'lobehub' } },
    { only: 'cloud' },
  );

  expect(files.map(({ path }) => path)).toEqual([
    'src/app/(backend)/api/workflows/digest/process-users/route.ts',
    'src/app/(backend)/api/workflows/digest/paginate-users/route.ts',
    'src/app/(backend)/api/workflows/digest/execute-user/route.ts',
  ]);
  expect(files[0]?.content.replaceAll('"', "'")).toBe(
    "export { POST } from 'lobehub/src/app/(backend)/api/workflows/digest/process-users/route';\n",
  );
});

it('puts the re-exports beside the submodule when the workflow is generated into it', async () => {
  const project = await emptyProject();

  const { files } = await generate(project, {
    paths: {
      routes: 'lobehub/src/app/(backend)/api/workflows',
      workflows: 'lobehub/src/server/workflows',
    },
    alias: { target: 'lobehub/src' },
    cloudReexport: { submodule: 'lobehub' },
  });

  const cloud = files.find(({ id }) => id === 'cloud-process');
  expect(cloud?.path).toBe('src/app/(backend)/api/workflows/digest/process-users/route.ts');
  expect(cloud?.content).toContain(
    'lobehub/src/app/(backend)/api/workflows/digest/process-users/route',
  );
});

it('refuses re-exports that would replace the routes themselves', async () => {
  const project = await emptyProject();
  const before = await contentOf(project.root);

  expect(await codeOf(generate(project, { cloudReexport: { submodule: 'lobehub' } }))).toBe(
    'GEN_PATH_TWICE',
  );
  expect(await contentOf(project.root)).toEqual(before);
});

/** Our own templates with one passage changed. */
async function templatesWith(path: string, passage: string, replacement: string) {
  const folder = await temporaryFolder();
  await cp(fileURLToPath(new URL('../../templates', import.meta.url)), folder, { recursive: true });
  const file = join(folder, `${path}.hbs`);
  const source = await readFile(file, 'utf8');
  expect(source).toContain(passage);
  await writeFile(file, source.replace(passage, replacement));
  return templatesIn(folder);
}

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
    'validated-payload',
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

it('formats with the configuration of the project', async () => {
  const project = await emptyProject({ '.prettierrc': '{ "semi": false, "useTabs": true }' });

  await generate(project);

  const text = await readFile(join(project.root, CLASS), 'utf8');
  expect(text).toContain('\n\tstatic triggerProcessUsers');
  expect(text).not.toMatch(/;\n/);
});
