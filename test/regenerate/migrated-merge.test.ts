import { expect, it } from 'vitest';
import { templatesIn, type Templates } from '../../src/generate/templates.js';
import { CLASS, emptyProject, generate, OPERATIONS } from '../generate/project.js';
import { editIn, fileOf, outcomesOf, readIn, regenerate, writeIn } from './project.js';
import { renameOperation } from './support/renameOperation.js';

const ours = templatesIn();

/** Version 2: `saveUser` is called `storeUser`, and gets a third argument. */
const next: Templates = (path) => (view) =>
  ours(path)(view)
    .replace('operations.saveUser({ id', 'operations.storeUser({ id')
    .replaceAll('saveUser', 'storeUser')
    .replace('Layer 3: loads,', 'Layer 3, the work: loads,');

const versionTwo = { templates: next, templateVersion: '2' };

/** The user has written `saveUser`, called it once more, and given it another name in a place of their own. */
async function edited() {
  const project = await emptyProject({
    '.prettierrc': '{ "singleQuote": true, "printWidth": 100 }',
    'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
  });
  await generate(project);
  await editIn(
    project,
    OPERATIONS,
    "    throw new Error('Implement saveUser in src/server/workflows/digest/operations.ts');",
    '    throw new Error("No database yet");',
  );
  await editIn(
    project,
    CLASS,
    '    await operations.saveUser({ id: this.userId, result, rootRunId }, this.context);',
    [
      '    const saved = { id: this.userId, result, rootRunId };',
      '    await operations.saveUser(saved, this.context);',
      '    if (rootRunId === this.userId) await operations.saveUser(saved, this.context);',
    ].join('\n'),
  );
  return project;
}

it('is in conflict without a migration, where people use what the templates rename', async () => {
  const project = await edited();

  const result = await regenerate(project, { ...versionTwo, migrations: [] });

  expect(outcomesOf(result)[CLASS]).toBe('conflict');
});

it('merges what people wrote, in the form that a migration gives it', async () => {
  const project = await edited();

  const result = await regenerate(project, { ...versionTwo, migrations: [renameOperation] });

  expect(outcomesOf(result)).toMatchObject({ [CLASS]: 'merged', [OPERATIONS]: 'merged' });
  const code = await readIn(project, CLASS);
  expect(code.match(/await operations\.storeUser\(saved, this\.context\)/g)).toHaveLength(2);
  expect(code).not.toContain('saveUser');
  const operations = await readIn(project, OPERATIONS);
  expect(operations).toMatch(/async storeUser\([^]*?No database yet/);
  expect(operations.match(/storeUser\(/g)).toHaveLength(1);
  expect(result.groups.at(-1)?.templates).toMatchObject({ from: '1', to: '2' });
});

it('runs no migration again once the record has the new version', async () => {
  const project = await edited();
  const options = { ...versionTwo, migrations: [renameOperation] };
  await regenerate(project, options);
  await editIn(project, CLASS, 'if (rootRunId', '// saveUser, as it was called\n    if (rootRunId');
  const before = await readIn(project, CLASS);

  const result = await regenerate(project, options);

  expect(outcomesOf(result)).toEqual({});
  expect(await readIn(project, CLASS)).toBe(before);
});

it('writes nothing of a migration in a preview', async () => {
  const project = await edited();
  const before = await readIn(project, CLASS);

  const options = { ...versionTwo, migrations: [renameOperation], write: false };
  const result = await regenerate(project, options);

  expect(fileOf(result, CLASS).content).toContain('storeUser(saved');
  expect(await readIn(project, CLASS)).toBe(before);
});

it('keeps Windows line ends and a mark in a file that is migrated', async () => {
  const project = await edited();
  const text = await readIn(project, CLASS);
  await writeIn(project, CLASS, `\uFEFF${text.replaceAll('\n', '\r\n')}`);

  await regenerate(project, { ...versionTwo, migrations: [renameOperation] });

  const after = await readIn(project, CLASS);
  expect(after.startsWith('\uFEFFimport')).toBe(true);
  expect(
    after.split('\n').every((line, index, all) => line.endsWith('\r') || index === all.length - 1),
  ).toBe(true);
  expect(after).toContain('operations.storeUser(saved');
});

/** The template says something else in a line that the user has changed, too: a conflict beside what is migrated. */
const inConflict: Templates = (path) => (view) =>
  next(path)(view).replace(
    'await operations.storeUser({',
    'await operations.storeUser({ at: Date.now(),',
  );

it.each(['once', 'twice'])(
  'migrates what is taken back after a conflict as it was migrated before: %s',
  async (times) => {
    const project = await edited();
    const options = { ...versionTwo, templates: inConflict, migrations: [renameOperation] };
    const before = await readIn(project, CLASS);
    const first = await regenerate(project, options);
    expect(fileOf(first, CLASS)).toMatchObject({ outcome: 'conflict', conflict: { places: 1 } });
    const marked = await readIn(project, CLASS);
    await writeIn(project, CLASS, before);
    if (times === 'twice') {
      await regenerate(project, options);
      await writeIn(project, CLASS, before);
    }

    const again = await regenerate(project, options);

    expect(fileOf(again, CLASS)).toMatchObject({ conflict: { left: 'markers', places: 1 } });
    expect(await readIn(project, CLASS)).toBe(marked);
  },
);

it('migrates nothing of a conflict that is resolved', async () => {
  const project = await edited();
  const options = { ...versionTwo, templates: inConflict, migrations: [renameOperation] };
  await regenerate(project, options);
  const resolved = (await readIn(project, CLASS))
    .replace(/^<{7}[^]*?^={7}\n/m, '')
    .replace(/^>{7}.*\n/m, '');
  await writeIn(project, CLASS, `${resolved}// saveUser, as it was called\n`);

  const result = await regenerate(project, options);

  expect(outcomesOf(result)).toEqual({});
  expect(await readIn(project, CLASS)).toContain('// saveUser, as it was called');
});
