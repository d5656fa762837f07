import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Disk } from '../../src/host/disk.js';
import { recover, withLock } from '../../src/host/locked.js';
import type { Project } from '../../src/host/project.js';
import { writeAll } from '../../src/host/writer.js';
import { countingDisk, dyingDisk } from './support/dyingDisk.js';
import { temporaryFolder, temporaryProject, treeOf } from './support/project.js';
import { before, changes } from './support/scenario.js';

const command = 'gen workflow digest';
const lint = { command: 'lint' };

let oldTree: Record<string, string>;
let newTree: Record<string, string>;
let operations: number;

beforeAll(async () => {
  const project = await temporaryProject(before);
  const counting = countingDisk();
  oldTree = await treeOf(project.root);
  await writeAll(project, changes, { command, disk: counting.disk });
  newTree = await treeOf(project.root);
  operations = counting.operations();
});

describe('recover', () => {
  it.each([['no', false] as const, ['a', true] as const])(
    'leaves all or nothing wherever the writer dies, with %s half written file',
    async (_, torn) => {
      const outcomes = new Set<string | undefined>();
      for (let after = 0; after < operations; after += 1) {
        const project = await temporaryProject(before);
        await dieWhileWriting(project, (count) => count > after, torn);
        const recovery = await recover(project, lint);
        outcomes.add(recovery?.outcome);
        expect(recovery?.kept ?? []).toEqual([]);
        const wanted = recovery?.outcome === 'finished' ? newTree : oldTree;
        expect(await treeOf(project.root), `after ${after} operations`).toEqual(wanted);
        expect(await recover(project, lint)).toBeUndefined();
      }
      expect(outcomes).toEqual(new Set([undefined, 'nothing-written', 'finished']));
    },
  );

  it('leaves all or nothing when it dies itself and is run again', async () => {
    const moment = (max: number) => fc.integer({ min: 0, max });
    await fc.assert(
      fc.asyncProperty(moment(operations), moment(40), moment(40), async (first, second, third) => {
        const project = await temporaryProject(before);
        await dieWhileWriting(project, (count) => count > first, true);
        await dieWhileRecovering(project, second);
        await dieWhileRecovering(project, third);
        await recover(project, lint);
        expect([oldTree, newTree]).toContainEqual(await treeOf(project.root));
      }),
      { numRuns: 60 },
    );
  });

  it('takes all back when putting back a failed write was cut short', async () => {
    const outcomes = new Set<string | undefined>();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 50 }), fc.nat(40), async (failure, death) => {
        const project = await temporaryProject(before);
        const fails = (count: number) => count === failure || count > failure + death;
        await dieWhileWriting(project, fails, true);
        const recovery = await recover(project, lint);
        outcomes.add(recovery?.outcome);
        const wanted = recovery?.outcome === 'finished' ? newTree : oldTree;
        expect(await treeOf(project.root)).toEqual(wanted);
      }),
      { numRuns: 80 },
    );
    expect(outcomes).toContain('rolled-back');
  });

  it('keeps a file that the user changed after the interruption, and says so', async () => {
    const project = await temporaryProject({ 'a.ts': 'old', 'b.ts': 'old' });
    const both = ['a.ts', 'b.ts'].map((path) => ({ kind: 'write', path, content: 'new' }) as const);
    const disk = diskThatDiesOnceCommitted();
    await expect(writeAll(project, both, { command, disk })).rejects.toThrow();
    await writeFile(join(project.root, 'b.ts'), 'mine');
    expect(await recover(project, lint)).toEqual({ outcome: 'finished', command, kept: ['b.ts'] });
    expect(await treeOf(project.root)).toMatchObject({ 'a.ts': '644 new', 'b.ts': '644 mine' });
  });

  it('runs before the next command reads the project, and tells it', async () => {
    const project = await temporaryProject({ 'a.ts': 'old' });
    const disk = diskThatDiesOnceCommitted();
    const change = { kind: 'write', path: 'a.ts', content: 'new' } as const;
    await expect(writeAll(project, [change], { command, disk })).rejects.toThrow();
    const seen = await withLock(project, lint, async ({ recovery }) => ({
      recovery,
      tree: await treeOf(project.root),
    }));
    expect(seen).toMatchObject({ recovery: { command }, tree: { 'a.ts': '644 new' } });
  });

  it('writes nothing for a journal that came with the repository and names a path outside', async () => {
    const project = await temporaryProject({
      '.trifold/.journal/pending/new/0': 'evil',
      '.trifold/.journal/pending/journal.json': JSON.stringify({
        schemaVersion: 1,
        command,
        direction: 'forward',
        folders: [],
        entries: [{ path: '../evil.ts', before: null, after: { sha256: '', mode: null } }],
      }),
    });
    await expect(recover(project, lint)).rejects.toMatchObject({ code: 'HOST_JOURNAL_INVALID' });
  });

  it('does not follow a journal folder that is linked out of the project', async () => {
    const outside = await temporaryFolder();
    const project = await temporaryProject();
    await mkdir(join(project.root, '.trifold'));
    await symlink(outside, join(project.root, '.trifold/.journal'));
    await expect(recover(project, lint)).rejects.toMatchObject({ code: 'HOST_PATH_OUTSIDE' });
    expect(await treeOf(outside)).toEqual({});
  });

  it('does not follow a folder that became a link after the interruption', async () => {
    const outside = await temporaryFolder();
    const project = await temporaryProject({ 'src/a.ts': 'old' });
    const disk = diskThatDiesOnceCommitted();
    const change = { kind: 'write', path: 'src/a.ts', content: 'new' } as const;
    await expect(writeAll(project, [change], { command, disk })).rejects.toThrow();
    await rm(join(project.root, 'src'), { recursive: true });
    await symlink(outside, join(project.root, 'src'));
    await expect(recover(project, lint)).rejects.toMatchObject({ code: 'HOST_ROLLBACK_FAILED' });
    expect(await treeOf(outside)).toEqual({});
  });
});

async function dieWhileWriting(
  project: Project,
  fails: (count: number) => boolean,
  torn: boolean,
): Promise<void> {
  const disk = dyingDisk({ fails, die, torn });
  await writeAll(project, changes, { command, disk }).catch(expectDeath);
}

async function dieWhileRecovering(project: Project, after: number): Promise<void> {
  const disk = dyingDisk({ fails: (count) => count > after, die, torn: true });
  await recover(project, { ...lint, disk }).catch(expectDeath);
}

function die(): never {
  throw new Error('the disk died');
}

function expectDeath(error: unknown): void {
  expect(error).toMatchObject({ why: expect.stringContaining('the disk died') });
}

/** Works until a journal is committed, then never again. */
function diskThatDiesOnceCommitted(): Disk {
  let committed = false;
  const disk = dyingDisk({ fails: () => committed, die });
  return {
    ...disk,
    async replace(from, to) {
      await disk.replace(from, to);
      committed ||= to.endsWith('journal.json');
    },
  };
}
