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
import { editIn, PROCESS } from './project.js';

let program: string;

beforeAll(async () => {
  program = await bundled();
});

/** `remove` keeps the edited route; `undo` takes back the generation, and nobody has edited since. */
it.each(['remove', 'undo'] as const)(
  '%s leaves all or nothing wherever the process is killed',
  { timeout: 240_000 },
  async (command) => {
    const project = await temporaryProject();
    await generate(project, { test: false });
    if (command === 'remove') await editIn(project, PROCESS, 'Layer 1:', 'Layer 1 (mine):');
    const oldTree = await treeOf(project.root);
    const whole = await copyOf(project.root);
    const { output } = await run(whole, command, 'whole');
    const newTree = await treeOf(whole);
    const operations = Number(output);
    expect(operations).toBeGreaterThan(30);
    expect(Object.keys(newTree).length).toBeLessThan(Object.keys(oldTree).length);

    const moments = Array.from({ length: operations }, (_, moment) => moment);
    const outcomes = new Set<string | undefined>();
    const killInTurn = async () => {
      for (let after = moments.pop(); after !== undefined; after = moments.pop()) {
        const root = await copyOf(project.root);
        expect(await run(root, command, String(after))).toMatchObject({ signal: 'SIGKILL' });
        const recovery = await recoverLater(root);
        outcomes.add(recovery?.outcome);
        const wanted = recovery?.outcome === 'finished' ? newTree : oldTree;
        expect(await treeOf(root), `after ${String(after)} operations`).toEqual(wanted);
      }
    };
    await Promise.all([killInTurn(), killInTurn()]);
    expect(outcomes.size).toBeGreaterThan(1);
  },
);

async function copyOf(root: string): Promise<string> {
  const copy = await temporaryFolder();
  await cp(root, copy, { recursive: true });
  return copy;
}

/** Runs a command in a process of its own, which dies after some operations of the disk. */
async function run(root: string, command: string, after: string) {
  const child = spawn(process.execPath, [program, root, command, after]);
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
  const outDir = fileURLToPath(new URL('../.generated/killed-commands', import.meta.url));
  const source = fileURLToPath(new URL('./support/killedCommand.ts', import.meta.url));
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: source, outDir, emptyOutDir: true },
  });
  return join(outDir, 'killedCommand.js');
}
