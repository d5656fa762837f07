import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openProject } from '../../src/host/project.js';
import { CLASS, contentOf } from '../generate/project.js';
import { editedSdk0, HOST_FILES, NIGHTLY, REMINDER } from '../regenerate/editedSdk0.js';
import { PROCESS } from '../regenerate/project.js';
import { hostProject, trifold } from './host-project.js';

async function edited() {
  const root = await hostProject(HOST_FILES);
  await editedSdk0(await openProject(root));
  return root;
}

describe('regenerate --set sdk=1', () => {
  it('says what becomes of generated code, of code by hand, and of package.json', async () => {
    const root = await edited();

    const check = await trifold(root, ['regenerate', '--set', 'sdk=1', '--check']);
    const { code, out, err } = await trifold(root, ['regenerate', '--set', 'sdk=1']);

    expect({ code, err, checked: check.code }).toEqual({ code: 0, err: '', checked: 1 });
    expect(out).toContain('merged       src/server/workflows/digest/flowControl.ts');
    expect(out).toContain('written by hand\n');
    expect(out).toContain(`${NIGHTLY}\n  flowControl moved here from ${PROCESS}\n`);
    expect(out).toContain('package.json\n  asks for @upstash/workflow 1.3.3; install it\n');
  });

  it('lists code by hand in its JSON and its diff, of which undo takes back all', async () => {
    const root = await edited();
    const before = await sourcesOf(root);

    const json = await trifold(root, ['regenerate', '--set', 'sdk=1', '--dry-run', '--json']);
    const diff = await trifold(root, ['regenerate', '--set', 'sdk=1', '--diff']);
    expect(await sourcesOf(root)).toEqual(before);
    await trifold(root, ['regenerate', '--set', 'sdk=1']);
    expect(await sourcesOf(root)).not.toEqual(before);
    await trifold(root, ['undo']);

    const paths = JSON.parse(json.out).byHand.files.map(({ path }: { path: string }) => path);
    expect(paths).toContain(REMINDER);
    expect(diff.out).toContain(`+++ b/${REMINDER}`);
    expect(await sourcesOf(root)).toEqual(before);
  });
});

describe('regenerate --set sdk=1 with templates of the team', () => {
  const INDEX = 'trifold-templates/workflow/index.ts.hbs';
  const HEADER = '// Of the growth team.\n';

  async function ejected() {
    const root = await edited();
    await trifold(root, ['eject']);
    const template = await readFile(join(root, INDEX), 'utf8');
    await writeFile(join(root, INDEX), HEADER + template);
    expect((await trifold(root, ['regenerate'])).code).toBe(0);
    return root;
  }

  it('makes of every file what it becomes with ours, and what the team adds, and is done then', async () => {
    const [root, other] = [await ejected(), await edited()];

    const { code, err } = await trifold(root, ['regenerate', '--set', 'sdk=1']);
    await trifold(other, ['regenerate', '--set', 'sdk=1']);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    const wanted = await codeIn(other);
    expect(Object.keys(wanted)).toEqual(expect.arrayContaining([CLASS, REMINDER, 'package.json']));
    expect(await codeIn(root)).toEqual({ ...wanted, [CLASS]: HEADER + (wanted[CLASS] ?? '') });
    expect((await trifold(root, ['regenerate', '--check'])).code).toBe(0);
    expect((await trifold(root, ['migrate', 'sdk-1'])).out).toContain('nothing to do');
  });
});

it('regenerate --set sdk=1 says nothing of code by hand that was migrated before', async () => {
  const root = await hostProject(HOST_FILES);
  await trifold(root, ['gen', 'workflow', 'digest', '--entity', 'user', '--sdk', '0']);
  await trifold(root, ['migrate', 'sdk-1']);
  const { out } = await trifold(root, ['regenerate', '--set', 'sdk=1']);
  expect(out).toContain('answer sdk: 0 → 1');
  expect(out).not.toContain('written by hand');
});

/** What people and templates have written, by path, without records and templates. */
async function codeIn(root: string): Promise<Record<string, string>> {
  const files = (await sourcesOf(root)).map(
    ([path, text]) => [relative(root, path), text] as const,
  );
  const isOurs = (path: string) => /^(\.trifold|trifold-templates)\/|^trifold\.config/.test(path);
  return Object.fromEntries(files.filter(([path]) => !isOurs(path)));
}

async function sourcesOf(root: string) {
  const files = Object.entries(await contentOf(root));
  return files.filter(([path]) => !path.includes('/.trifold/.journal/'));
}
