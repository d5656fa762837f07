import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { writeAll } from '../../src/host/writer.js';
import { countingDisk } from './support/dyingDisk.js';
import { programOf, recoverLater } from './support/killed.js';
import { temporaryProject, treeOf } from './support/project.js';
import { before, changes } from './support/scenario.js';

let writer: string;

beforeAll(async () => {
  writer = await programOf(new URL('support/endedWriter.ts', import.meta.url));
});

it('leaves all or nothing wherever the process is killed', { timeout: 120_000 }, async () => {
  const reference = await temporaryProject(before);
  const oldTree = await treeOf(reference.root);
  const { disk, operations } = countingDisk();
  await writeAll(reference, changes, { command: 'gen', disk });
  const newTree = await treeOf(reference.root);

  const moments = Array.from({ length: operations() }, (_, moment) => moment);
  const killOne = async (after: number) => {
    const { root } = await temporaryProject(before);
    expect(await runWriter(root, 'kill', String(after))).toMatchObject({ signal: 'SIGKILL' });
    const recovery = await recoverLater(root);
    const wanted = recovery?.outcome === 'finished' ? newTree : oldTree;
    expect(await treeOf(root), `after ${after} operations`).toEqual(wanted);
  };
  const killInTurn = async () => {
    for (let next = moments.pop(); next !== undefined; next = moments.pop()) await killOne(next);
  };
  await Promise.all([killInTurn(), killInTurn()]);
  expect(operations()).toBeGreaterThan(30);
});

it('finishes writing before Ctrl-C takes effect, and then ends by the signal', async () => {
  const { root } = await temporaryProject({ 'a.ts': 'old', ...before });
  expect(await runWriter(root, 'interrupt', '10')).toMatchObject({ signal: 'SIGINT' });
  expect(await treeOf(root)).toMatchObject({
    'src/edited.ts': '644 export const edited = 2;\r\n',
    '.trifold/digest/record.json': '644 { "old": false }\n',
  });
  await expect(readFile(join(root, '.trifold/.journal/lock'))).rejects.toThrow('ENOENT');
});

/** Runs a writer in a process of its own, in which something happens after some operations. */
async function runWriter(root: string, what: 'kill' | 'interrupt', after: string) {
  const child = spawn(process.execPath, [writer, root, what, after]);
  const [code, signal]: unknown[] = await once(child, 'exit');
  return { code, signal };
}
