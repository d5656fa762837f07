import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { commitAll } from '../host/support/git.js';
import { hostProject, trifold } from './host-project.js';

const CLASS = 'src/server/workflows/digest/index.ts';
const FORCED = ['gen', 'workflow', 'digest', '--entity', 'user', '--yes', '--force'];
const CHANGED = ['regenerate', '--set', 'chunkSize=7', '--conflict', 'new'];

/** With a workflow that is committed, and an edit of its class that is not. */
let root: string;
beforeEach(async () => {
  root = await hostProject();
  await trifold(root, FORCED);
  await commitAll(root);
  await appendFile(join(root, CLASS), '\n// mine\n');
});

describe('an edit that is not committed', () => {
  it("stays a person's when a command that went over it is undone", async () => {
    await trifold(root, FORCED);
    expect(await readFile(join(root, CLASS), 'utf8')).not.toContain('// mine');
    await trifold(root, ['undo']);

    const { code, err } = await trifold(root, CHANGED);
    expect(code).toBe(2);
    expect(err).toContain('REGENERATE_UNCOMMITTED');
    expect(await readFile(join(root, CLASS), 'utf8')).toContain('// mine');
  });

  it('is not gone over where git cannot read its own repository', async () => {
    await writeFile(join(root, '.git/index'), 'garbage');

    const { code, err } = await trifold(root, CHANGED);
    expect(code).toBe(2);
    expect(err).toContain('error HOST_GIT_FAILED: git cannot tell what is committed here');
    expect(await readFile(join(root, CLASS), 'utf8')).not.toContain('CHUNK_SIZE = 7');
  });
});
