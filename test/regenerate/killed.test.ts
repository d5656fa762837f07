import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { beforeAll, expect, it } from 'vitest';
import { recover } from '../../src/host/locked.js';
import { openProject } from '../../src/host/project.js';
import { generate } from '../generate/project.js';
import { temporaryFolder, temporaryProject, treeOf } from '../host/support/project.js';
import { deleteIn, editIn, EXECUTE, PROCESS } from './project.js';

let regenerator: string;

beforeAll(async () => {
  regenerator = await bundled();
});

it('leaves all or nothing wherever the process is killed', { timeout: 240_000 }, async () => {
  const before = await edited();
  const oldTree = await treeOf(before);
  const whole = await copyOf(before);
  const { output } = await regenerate(whole, 'whole');
  const newTree = await treeOf(whole);
  const operations = Number(output);
  expect(operations).toBeGreaterThan(30);
  expect(newTree).not.toEqual(oldTree);

  const moments = Array.from({ length: operations }, (_, moment) => moment);
  const killInTurn = async () => {
    for (let after = moments.pop(); after !== undefined; after = moments.pop()) {
      const root = await copyOf(before);
      expect(await regenerate(root, String(after))).toMatchObject({ signal: 'SIGKILL' });
      const recovery = await recoverLater(root);
      const wanted = recovery?.outcome === 'finished' ? newTree : oldTree;
      expect(await treeOf(root), `after ${String(after)} operations`).toEqual(wanted);
    }
  };
  await Promise.all([killInTurn(), killInTurn()]);
});

/** A workflow with an edit that will be in conflict, and a file that was deleted. */
async function edited(): Promise<string> {
  const project = await temporaryProject();
  await generate(project);
  await editIn(project, PROCESS, 'Layer 1: counts,', 'Layer 1 (mine): counts,');
  await deleteIn(project, EXECUTE);
  return project.root;
}

async function copyOf(root: string): Promise<string> {
  const copy = await temporaryFolder();
  await cp(root, copy, { recursive: true });
  return copy;
}

/** Runs a regeneration in a process of its own, which dies after some operations of the disk. */
async function regenerate(root: string, after: string) {
  const templates = fileURLToPath(new URL('../../templates', import.meta.url));
  const child = spawn(process.execPath, [regenerator, root, templates, after]);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code, signal]: unknown[] = await once(child, 'close');
  return { code, signal, output };
}

/** A killed process leaves its lock behind, which counts for ten seconds. */
async function recoverLater(root: string) {
  const anHourAgo = new Date(Date.now() - 3_600_000);
  await utimes(join(root, '.trifold/.journal/lock'), anHourAgo, anHourAgo);
  return recover(await openProject(root), { command: 'lint' });
}

/** One file of plain JavaScript starts four times as fast as the sources do. */
async function bundled(): Promise<string> {
  // Packages are found from the repository.
  const outDir = fileURLToPath(new URL('../.generated/killed', import.meta.url));
  const source = fileURLToPath(new URL('./support/killedRegenerator.ts', import.meta.url));
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: source, outDir, emptyOutDir: true },
  });
  return join(outDir, 'killedRegenerator.js');
}
