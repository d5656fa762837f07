import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { recover } from '../../src/host/locked.js';
import type { Project } from '../../src/host/project.js';
import { inverseOf, planUndo, undo } from '../../src/host/undo.js';
import { writeAll } from '../../src/host/writer.js';
import { countingDisk, dyingDisk } from './support/dyingDisk.js';
import { temporaryProject, treeOf } from './support/project.js';
import { before, changes as all } from './support/scenario.js';

const gen = { command: 'gen digest' };
const plain = { force: false };

/** Without the file whose place becomes a folder: a folder's place does not become a file again. */
const changes = all.filter((change) => !('path' in change && change.path.startsWith('src/place')));

let oldTree: Record<string, string>;
let newTree: Record<string, string>;

beforeAll(async () => {
  const project = await temporaryProject(before);
  oldTree = await treeOf(project.root);
  await writeAll(project, changes, gen);
  newTree = await treeOf(project.root);
});

async function written(): Promise<Project> {
  const project = await temporaryProject(before);
  await writeAll(project, changes, gen);
  return project;
}

describe('undo', () => {
  it('restores every file, mode and folder to before the last command', async () => {
    const project = await written();
    const { command } = await undo(project, plain);
    expect(command).toBe('gen digest');
    expect(await treeOf(project.root)).toEqual(oldTree);
  });

  it('of an undo does the command again, and so on', async () => {
    const project = await written();
    await undo(project, plain);
    expect(await undo(project, plain)).toMatchObject({ command: 'undo gen digest' });
    expect(await treeOf(project.root)).toEqual(newTree);
    expect(await undo(project, plain)).toMatchObject({ command: 'redo gen digest' });
    expect(await treeOf(project.root)).toEqual(oldTree);
  });

  it('takes back the last command only', async () => {
    const project = await written();
    await writeAll(project, [{ kind: 'write', path: 'src/edited.ts', content: 'later' }], {
      command: 'regenerate',
    });
    await undo(project, plain);
    expect(await treeOf(project.root)).toEqual(newTree);
  });

  it('refuses when a file has changed since, names it and writes nothing', async () => {
    const project = await written();
    await writeFile(join(project.root, 'src/edited.ts'), 'mine');
    const tree = await treeOf(project.root);
    await expect(undo(project, plain)).rejects.toMatchObject({
      code: 'HOST_CHANGED_SINCE',
      message: 'src/edited.ts changed after `trifold gen digest`',
    });
    expect(await treeOf(project.root)).toEqual(tree);
  });

  it('refuses when a new file has been deleted and made anew with other content', async () => {
    const project = await written();
    await writeFile(join(project.root, 'bin/tool'), 'other tool');
    await expect(undo(project, plain)).rejects.toMatchObject({ code: 'HOST_CHANGED_SINCE' });
  });

  it('with force undoes changed files too, and a second undo brings the change back', async () => {
    const project = await written();
    await writeFile(join(project.root, 'src/edited.ts'), 'mine');
    await undo(project, { force: true });
    expect(await treeOf(project.root)).toEqual(oldTree);
    await undo(project, plain);
    expect(await readFile(join(project.root, 'src/edited.ts'), 'utf8')).toBe('mine');
  });

  it('does not mind files that are as before already', async () => {
    const project = await written();
    await rm(join(project.root, 'bin'), { recursive: true });
    await writeFile(join(project.root, 'src/edited.ts'), 'export const edited = 1;\r\n');
    await undo(project, plain);
    expect(await treeOf(project.root)).toEqual(oldTree);
  });

  it('says so when nothing has been written', async () => {
    const project = await temporaryProject();
    await expect(undo(project, plain)).rejects.toMatchObject({ code: 'HOST_NOTHING_TO_UNDO' });
  });

  it('says so when the kept bytes are not what was put aside', async () => {
    const project = await written();
    const { files } = await planUndo(project);
    const index = files.findIndex(({ action }) => action === 'restored');
    expect(index).toBeGreaterThanOrEqual(0);
    const journal = join(project.root, '.trifold/.journal/last');
    const { entries } = JSON.parse(await readFile(join(journal, 'journal.json'), 'utf8'));
    const entry = entries.findIndex(({ path }: { path: string }) => path === 'src/edited.ts');
    await writeFile(join(journal, 'old', String(entry)), 'broken');
    await expect(undo(project, plain)).rejects.toMatchObject({ code: 'HOST_JOURNAL_INVALID' });
    expect(await treeOf(project.root)).toEqual(newTree);
  });

  it('does not go on to the command before one that was interrupted and taken back', async () => {
    const project = await written();
    const change = { kind: 'write', path: 'src/edited.ts', content: 'half' } as const;
    const disk = dyingDisk({ fails: (count) => count > 2, die });
    await expect(writeAll(project, [change], { command: 'remove digest', disk })).rejects.toThrow();
    await expect(undo(project, plain)).rejects.toMatchObject({ code: 'HOST_NOTHING_TO_UNDO' });
    expect(await treeOf(project.root)).toEqual(newTree);
    await undo(project, plain);
    expect(await treeOf(project.root)).toEqual(oldTree);
  });

  it('leaves all or nothing wherever it dies', async () => {
    const counting = countingDisk();
    await undo(await written(), { ...plain, disk: counting.disk });
    const outcomes = new Set<string | undefined>();
    for (let after = 0; after < counting.operations(); after += 1) {
      const project = await written();
      const disk = dyingDisk({ fails: (count) => count > after, die, torn: true });
      await undo(project, { ...plain, disk }).catch(() => undefined);
      const recovery = await recover(project, { command: 'lint' });
      outcomes.add(recovery?.outcome);
      const wanted = recovery?.outcome === 'finished' ? oldTree : newTree;
      expect(await treeOf(project.root), `after ${after} operations`).toEqual(wanted);
    }
    expect(outcomes).toEqual(new Set([undefined, 'nothing-written', 'finished']));
  });
});

it('names the way back of a command', () => {
  expect(['gen digest', 'undo gen digest', 'redo gen digest'].map(inverseOf)).toEqual([
    'undo gen digest',
    'redo gen digest',
    'undo gen digest',
  ]);
});

function die(): never {
  throw new Error('died');
}
