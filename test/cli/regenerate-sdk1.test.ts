import { describe, expect, it } from 'vitest';
import { openProject } from '../../src/host/project.js';
import { contentOf } from '../generate/project.js';
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

async function sourcesOf(root: string) {
  const files = Object.entries(await contentOf(root));
  return files.filter(([path]) => !path.includes('/.trifold/.journal/'));
}
