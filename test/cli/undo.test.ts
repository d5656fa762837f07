import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostProject, trifold, writtenFiles } from './host-project.js';

const CLASS = 'src/server/workflows/digest/index.ts';

async function generated(): Promise<string> {
  const root = await hostProject();
  await trifold(root, ['gen', 'workflow', 'digest', '--entity', 'user']);
  return root;
}

describe('undo', () => {
  it('takes back a generated workflow, and its record', async () => {
    const root = await generated();
    const { code, out, err } = await trifold(root, ['undo']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('`trifold gen digest` is undone');
    expect(await writtenFiles(root)).toEqual([]);
  });

  it('run twice generates it again', async () => {
    const root = await generated();
    const files = await writtenFiles(root);
    await trifold(root, ['undo']);
    expect((await trifold(root, ['undo'])).code).toBe(0);
    expect(await writtenFiles(root)).toEqual(files);
  });

  it('stops at a file that was edited since, and says how to go on', async () => {
    const root = await generated();
    await appendFile(join(root, CLASS), '// mine\n');
    const { code, err } = await trifold(root, ['undo']);
    expect(code).toBe(2);
    expect(err).toContain(
      `error HOST_CHANGED_SINCE: ${CLASS} changed after \`trifold gen digest\``,
    );
    expect(err).toContain('--force');
    expect(await readFile(join(root, CLASS), 'utf8')).toContain('// mine');
  });

  it.each([[], ['--force'], ['--diff']])(
    'says what is in the way of a file, and writes nothing (%j)',
    async (...flags: string[]) => {
      const root = await generated();
      await trifold(root, ['remove', 'digest', '--yes']);
      await mkdir(join(root, CLASS), { recursive: true });
      const files = await writtenFiles(root);
      const { code, err } = await trifold(root, ['undo', ...flags]);
      expect(code).toBe(2);
      expect(err).toContain(
        `error HOST_NOT_A_FILE: ${CLASS} cannot be restored: a folder is there`,
      );
      expect(err).toContain('fix: move it away, then run `trifold undo` again');
      expect(await writtenFiles(root)).toEqual(files);
    },
  );

  it('previews as a diff, writes nothing, and ends with 1 when it would stop', async () => {
    const root = await generated();
    const files = await writtenFiles(root);
    expect(await trifold(root, ['undo', '--dry-run'])).toMatchObject({ code: 0 });
    await appendFile(join(root, CLASS), '// mine\n');
    const { code, out } = await trifold(root, ['undo', '--diff']);
    expect(code).toBe(1);
    expect(out).toContain('-// mine');
    expect(await writtenFiles(root)).toEqual(files);
  });

  it('prints one JSON document', async () => {
    const root = await generated();
    const { out } = await trifold(root, ['undo', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      command: 'gen digest',
      written: true,
      files: expect.arrayContaining([{ path: CLASS, action: 'removed', isChangedSince: false }]),
    });
  });

  it('has nothing to undo in a project where nothing was written', async () => {
    const { code, err } = await trifold(await hostProject(), ['undo']);
    expect(code).toBe(2);
    expect(err).toContain('HOST_NOTHING_TO_UNDO');
  });
});
