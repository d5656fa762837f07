import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Project } from '../../src/host/project.js';
import { CLASS } from '../generate/project.js';
import { commitAll } from '../host/support/git.js';
import { editIn, generated, outcomesOf, readIn, regenerate } from './project.js';

const COMMANDS = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const execute = promisify(execFile);

/** The command line as a process of its own; it throws, with what was printed, unless that ends with 0. */
const trifold = (project: Project, ...args: string[]) =>
  execute(process.execPath, ['--import', 'tsx', COMMANDS, ...args, '--cwd', project.root]);

/** The person's edit is committed, and in a file that every run changes. */
let project: Project;
beforeEach(async () => {
  project = await generated();
  await editIn(
    project,
    CLASS,
    '  static triggerProcess',
    '  /** Mine. */\n  static triggerProcess',
  );
  await commitAll(project.root);
});

describe('two processes at once', { timeout: 120_000 }, () => {
  it('regenerate one after the other, and neither loses anything', async () => {
    await Promise.all([
      trifold(project, 'regenerate', '--set', 'chunkSize=7'),
      trifold(project, 'regenerate', '--set', 'pageSize=70'),
    ]);

    const text = await readIn(project, CLASS);
    for (const line of ['CHUNK_SIZE = 7;', 'PAGE_SIZE = 70;', '/** Mine. */']) {
      expect(text).toContain(line);
    }
    expect(outcomesOf(await regenerate(project, { write: false }))).toEqual({});
  });

  it('regenerate and generate one after the other', async () => {
    await Promise.all([
      trifold(project, 'regenerate', '--set', 'chunkSize=7'),
      trifold(project, 'gen', 'workflow', 'cleanup', '--entity', 'user', '--yes'),
    ]);

    expect(await readIn(project, CLASS)).toContain('CHUNK_SIZE = 7;');
    expect(existsSync(join(project.root, '.trifold/cleanup/record.json'))).toBe(true);
  });
});
