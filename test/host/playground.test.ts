import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, readlink, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { detectDefaults } from '../../src/host/detect.js';
import { missingDependencies } from '../../src/host/dependencies.js';
import { ensurePlayground } from '../../src/host/playground.js';
import { temporaryFolder, treeOf, writeFiles } from './support/project.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));

describe('the playground', () => {
  it('is a project in which nothing is missing', async () => {
    const project = await ensurePlayground(await repositoryCopy());
    const { defaults, findings } = await detectDefaults(project);
    expect(defaults).toMatchObject({ sdk: 1, alias: { prefix: '@/', target: 'src' } });
    expect(findings).toEqual([]);
    const wanted = ['@upstash/workflow', 'debug', '@types/debug', 'vitest', 'trifold'];
    expect(await missingDependencies(project, wanted)).toEqual([]);
  });

  it('keeps what the user changed in it', async () => {
    const root = await repositoryCopy();
    const project = await ensurePlayground(root);
    await writeFile(join(project.root, 'package.json'), '{ "name": "mine" }');
    const tree = await treeOf(project.root);
    await ensurePlayground(root);
    expect(await treeOf(project.root)).toEqual(tree);
  });

  it('finds the repository again after it was moved', async () => {
    const folder = await temporaryFolder();
    await writeFiles(folder, { 'one/package.json': '{}' });
    await ensurePlayground(join(folder, 'one'));
    await rename(join(folder, 'one'), join(folder, 'two'));
    const { root } = await ensurePlayground(join(folder, 'two'));
    expect(await readlink(join(root, 'node_modules/trifold'))).toBe(join(folder, 'two'));
  });

  it('runs tests that import the test kit, the SDK and their own files', async () => {
    const root = await repositoryCopy();
    const playground = await ensurePlayground(root);
    await writeFiles(playground.root, {
      'src/server/answer.ts': 'export const answer: number = 42;\n',
      'src/server/answer.test.ts': [
        "import { answer } from '@/server/answer';",
        "import * as kit from 'trifold/testing';",
        "import { serve } from '@upstash/workflow/nextjs';",
        "import { expect, it } from 'vitest';",
        "it('works', () => expect([answer, typeof kit, typeof serve]).toEqual([42, 'object', 'function']));",
      ].join('\n'),
    });
    const vitest = join(repository, 'node_modules/vitest/vitest.mjs');
    const args = [vitest, 'run', '--root', '.playground', 'src/server'];
    const child = spawn(process.execPath, args, { cwd: root, env: withoutVitest() });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => (output += text));
    const [code]: unknown[] = await once(child, 'close');
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toMatch(/Tests .*1 passed/);
  });
});

/** A folder with this repository's sources and packages, and no playground of its own. */
async function repositoryCopy(): Promise<string> {
  const root = await temporaryFolder();
  await copyFile(join(repository, 'package.json'), join(root, 'package.json'));
  await symlink(join(repository, 'src'), join(root, 'src'));
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'));
  return root;
}

function withoutVitest(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST'));
  return { ...Object.fromEntries(inherited), NODE_ENV: 'test' };
}
