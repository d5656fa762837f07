import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/host/change.js';
import { nodeDisk } from '../../src/host/disk.js';
import { withLock } from '../../src/host/locked.js';
import { writeAll } from '../../src/host/writer.js';
import { countingDisk, dyingDisk } from './support/dyingDisk.js';
import { temporaryFolder, temporaryProject, treeOf } from './support/project.js';
import { before, changes } from './support/scenario.js';

const command = 'gen workflow digest';

describe('writeAll', () => {
  it('writes, replaces, deletes and moves, byte for byte', async () => {
    const project = await temporaryProject(before);
    await writeAll(project, changes, { command });

    expect(await readFile(join(project.root, 'src/secret.ts'))).toEqual(Buffer.from([255, 0, 13]));
    expect(await treeOf(project.root)).toEqual({
      '.trifold': 'folder',
      '.trifold/digest': 'folder',
      '.trifold/digest/record.json': '644 { "old": false }\n',
      'README.md': '644 not ours\r\n',
      bin: 'folder',
      'bin/tool': '755 tool\n',
      'package.json': '644 { "name": "host" }',
      src: 'folder',
      'src/edited.ts': '644 export const edited = 2;\r\n',
      'src/elsewhere': 'folder',
      'src/elsewhere/moved.ts': '640 moved',
      'src/new': 'folder',
      'src/new/deep': 'folder',
      'src/new/deep/file.ts': '644 new\n',
      'src/place': 'folder',
      'src/place/index.ts': '644 now a folder\n',
      'src/renamed': 'folder',
      'src/renamed/page': 'folder',
      'src/renamed/page/route.ts': '644 new route\n',
      'src/run.sh': '755 #!/bin/sh\necho new\n',
      'src/secret.ts': '600 \uFFFD\0\r',
    });
  });

  it('takes Windows separators', async () => {
    const project = await temporaryProject();
    await writeAll(project, [{ kind: 'write', path: 'src\\a\\b.ts', content: 'x' }], { command });
    expect(await treeOf(project.root)).toMatchObject({ 'src/a/b.ts': '644 x' });
  });

  it('keeps what it replaced until the next write, out of sight of git', async () => {
    const project = await temporaryProject(before);
    await writeAll(project, changes, { command });
    const journal = join(project.root, '.trifold/.journal');
    expect(await readFile(join(journal, '.gitignore'), 'utf8')).toBe('*\n');
    expect(await readFile(join(journal, 'last/journal.json'), 'utf8')).toContain(command);
    const kept = Object.values(await treeOf(join(journal, 'last/old')));
    expect(kept).toContain('755 #!/bin/sh\necho old\n');
    expect(kept).toContain('644 the only file of its folder\n');
  });

  it('leaves no trace when nothing changes', async () => {
    const project = await temporaryProject({ 'a.ts': 'same' });
    await writeAll(project, [{ kind: 'write', path: 'a.ts', content: 'same' }], { command });
    await expect(readFile(join(project.root, '.trifold'))).rejects.toThrow('ENOENT');
  });

  it('lets files change places', async () => {
    const project = await temporaryProject({ 'a.ts': 'one', 'b.ts': 'two', 'c.ts': 'three' });
    const moves = [
      { kind: 'move', from: 'a.ts', to: 'b.ts' },
      { kind: 'move', from: 'b.ts', to: 'a.ts' },
      { kind: 'move', from: 'c.ts', to: 'd.ts' },
      { kind: 'write', path: 'c.ts', content: 'new' },
    ] as const;
    await writeAll(project, moves, { command });
    expect(await treeOf(project.root)).toMatchObject({
      'a.ts': '644 two',
      'b.ts': '644 one',
      'c.ts': '644 new',
      'd.ts': '644 three',
    });
  });

  it('renames a file whose new name differs only in case', async () => {
    const project = await temporaryProject({ 'src/Route.ts': 'x' });
    await writeAll(project, [{ kind: 'move', from: 'src/Route.ts', to: 'src/route.ts' }], {
      command,
    });
    const { 'src/route.ts': route, 'src/Route.ts': old } = await treeOf(project.root);
    expect([route, old]).toEqual(['644 x', undefined]);
  });

  it('puts everything back when the disk refuses a change', async () => {
    const project = await temporaryProject({ 'a.ts': 'old', 'closed/b.ts': 'old' });
    const tree = await treeOf(project.root);
    const { disk: counting, operations } = countingDisk();
    const both: Change[] = [
      { kind: 'write', path: 'a.ts', content: 'new' },
      { kind: 'write', path: 'new/c.ts', content: 'new' },
      { kind: 'delete', path: 'closed/b.ts' },
    ];
    const reference = await temporaryProject({ 'a.ts': 'old', 'closed/b.ts': 'old' });
    await writeAll(reference, both, { command, disk: counting });
    expect(operations()).toBeGreaterThan(15);
    for (let after = 0; after < operations(); after += 1) {
      const failing = dyingDisk({
        fails: (count) => count === after + 1,
        die: noSpace,
        torn: true,
      });
      const attempt = writeAll(project, both, { command, disk: failing });
      await expect(attempt, `operation ${after}`).rejects.toMatchObject({
        code: 'HOST_WRITE_FAILED',
        why: 'ENOSPC: no space left on device',
      });
      expect(await treeOf(project.root), `operation ${after}`).toEqual(tree);
    }
  });

  it.each([
    ['a folder', 'src', 'HOST_NOT_A_FILE'],
    ['a symbolic link', 'link.ts', 'HOST_NOT_A_FILE'],
    ['a file used as a folder', 'a.ts/b.ts', 'HOST_NOT_A_FOLDER'],
    ['a name that differs in case', 'A.ts', 'HOST_CASE_COLLISION'],
    ['a folder that differs in case', 'SRC/new.ts', 'HOST_CASE_COLLISION'],
    ['a path out of the project', '../x.ts', 'HOST_PATH_OUTSIDE'],
    ['a linked folder out of the project', 'away/x.ts', 'HOST_PATH_OUTSIDE'],
  ])('refuses %s and changes nothing', async (_, path, code) => {
    const outside = await temporaryFolder();
    const project = await temporaryProject({ 'a.ts': 'a', 'src/b.ts': 'b' });
    await symlink(join(project.root, 'a.ts'), join(project.root, 'link.ts'));
    await symlink(outside, join(project.root, 'away'));
    const tree = await treeOf(project.root);
    const attempt = writeAll(
      project,
      [
        { kind: 'write', path: 'fine.ts', content: 'x' },
        { kind: 'write', path, content: 'x' },
      ],
      { command },
    );
    await expect(attempt).rejects.toMatchObject({ code, fix: expect.any(String) });
    expect(await treeOf(project.root)).toEqual(tree);
    expect(await treeOf(outside)).toEqual({});
  });

  it.each<[string, Change[], string]>([
    [
      'two files of one path',
      [
        { kind: 'write', path: 'x.ts', content: '1' },
        { kind: 'write', path: './x.ts', content: '2' },
      ],
      'HOST_PATH_TWICE',
    ],
    [
      'two files whose paths differ in case',
      [
        { kind: 'write', path: 'new/x.ts', content: '1' },
        { kind: 'write', path: 'New/y.ts', content: '2' },
      ],
      'HOST_CASE_COLLISION',
    ],
    [
      'a file below another one',
      [
        { kind: 'write', path: 'x', content: '1' },
        { kind: 'write', path: 'x/y.ts', content: '2' },
      ],
      'HOST_NOT_A_FOLDER',
    ],
    ['a move of nothing', [{ kind: 'move', from: 'none.ts', to: 'x.ts' }], 'HOST_FILE_MISSING'],
    ['a move onto a file', [{ kind: 'move', from: 'a.ts', to: 'b.ts' }], 'HOST_TARGET_EXISTS'],
  ])('refuses %s', async (_, wanted, code) => {
    const project = await temporaryProject({ 'a.ts': 'a', 'b.ts': 'b' });
    const tree = await treeOf(project.root);
    await expect(writeAll(project, wanted, { command })).rejects.toMatchObject({ code });
    expect(await treeOf(project.root)).toEqual(tree);
  });

  it('refuses when an editor saves a file at the same moment, and keeps what was saved', async () => {
    const project = await temporaryProject({ 'a.ts': 'old', 'b.ts': 'old' });
    const editor = {
      ...nodeDisk,
      async replace(from: string, to: string) {
        await nodeDisk.replace(from, to);
        if (to.endsWith('journal.json')) await writeFile(join(project.root, 'b.ts'), 'mine');
      },
    };
    const both: Change[] = ['a.ts', 'b.ts'].map((path) => ({
      kind: 'write',
      path,
      content: 'new',
    }));
    await expect(writeAll(project, both, { command, disk: editor })).rejects.toMatchObject({
      code: 'HOST_CHANGED_MEANWHILE',
    });
    expect(await treeOf(project.root)).toMatchObject({ 'a.ts': '644 old', 'b.ts': '644 mine' });
  });

  it('says so when the project cannot be written to', async () => {
    const project = await temporaryProject({ '.trifold': 'a file where our folder should be' });
    await expect(
      writeAll(project, [{ kind: 'write', path: 'a.ts', content: 'x' }], { command }),
    ).rejects.toMatchObject({ code: 'HOST_WRITE_FAILED' });
  });
});

describe('withLock', () => {
  it('makes a second command wait for the first', async () => {
    const project = await temporaryProject();
    const order: string[] = [];
    const first = withLock(project, { command: 'first' }, async (locked) => {
      order.push('first begins');
      await writeAll(locked, [{ kind: 'write', path: 'a.ts', content: '1' }], { command: 'first' });
      order.push('first ends');
    });
    await expect.poll(() => order.length).toBeGreaterThan(0);
    await withLock(project, { command: 'second' }, async (locked) => {
      order.push('second begins');
      await writeAll(locked, [{ kind: 'write', path: 'a.ts', content: '2' }], {
        command: 'second',
      });
    });
    await first;
    expect(order).toEqual(['first begins', 'first ends', 'second begins']);
    expect(await treeOf(project.root)).toMatchObject({ 'a.ts': '644 2' });
  });

  it('names the command that does not end', async () => {
    const project = await temporaryProject();
    await withLock(project, { command: 'gen workflow digest' }, async () => {
      const second = withLock(project, { command: 'lint', waitMs: 100 }, () => Promise.resolve());
      await expect(second).rejects.toMatchObject({
        code: 'HOST_LOCKED',
        message: `\`trifold gen workflow digest\` (process ${process.pid}) is writing to this project`,
      });
    });
  });

  it('leaves no trace of its own, also when the work fails', async () => {
    const project = await temporaryProject();
    const work = () => Promise.reject(new Error('work failed'));
    await expect(withLock(project, { command }, work)).rejects.toThrow('work failed');
    await expect(readFile(join(project.root, '.trifold'))).rejects.toThrow('ENOENT');
  });
});

function noSpace(): never {
  throw new Error('ENOSPC: no space left on device');
}
