import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  CLASS,
  CLIENT,
  codeOf,
  contentOf,
  emptyProject,
  generate,
  OPERATIONS,
  statusOf,
  templatesWith,
} from './project.js';

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

it.each([
  [{ entity: 'agent' }, 'overwrite', 'entity "user", not "agent"'],
  [{ verb: 'send' }, 'overwrite', 'verb "execute", not "send"'],
  [{ pageSize: 7 }, 'skip', 'pageSize 50, not 7'],
] as const)(
  'refuses other answers for a generated workflow: %j',
  async (answers, onDifference, reason) => {
    const project = await emptyProject();
    await generate(project);
    const before = await contentOf(project.root);

    await expect(generate(project, answers, { onDifference })).rejects.toMatchObject({
      code: 'GEN_ANSWERS_CHANGED',
      message: expect.stringContaining(reason),
    });
    expect(await contentOf(project.root)).toEqual(before);
  },
);

it('takes files whose line ends a checkout has turned as unchanged', async () => {
  const project = await emptyProject();
  await generate(project);
  const text = await readFile(join(project.root, CLASS), 'utf8');
  await writeFile(join(project.root, CLASS), text.replaceAll('\n', '\r\n'));

  const { files } = await generate(project);

  expect(statusOf(files, CLASS)).toBe('unchanged');
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

it('formats with the configuration of the project', async () => {
  const project = await emptyProject({ '.prettierrc': '{ "semi": false, "useTabs": true }' });

  await generate(project);

  const text = await readFile(join(project.root, CLASS), 'utf8');
  expect(text).toContain('\n\tstatic triggerProcessUsers');
  expect(text).not.toMatch(/;\n/);
});

it('records both workflows when two are generated at once', async () => {
  const project = await emptyProject();

  await Promise.all([
    generate(project, { name: 'invoices', entity: 'invoice' }),
    generate(project, { name: 'reminders', entity: 'reminder' }),
  ]);

  const paths = Object.keys(await contentOf(project.root));
  expect(paths.filter((path) => path.endsWith('record.json'))).toHaveLength(2);
  expect(paths.filter((path) => path.endsWith('operations.ts'))).toHaveLength(2);
});
