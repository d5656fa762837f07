import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { expect } from 'vitest';
import { recover } from '../../../src/host/locked.js';
import { openProject } from '../../../src/host/project.js';
import { temporaryFolder, treeOf } from '../../host/support/project.js';

/** A process of its own that works on a project and dies after some operations of the disk; with `whole` it says how many there are. */
export type Program = (root: string, after: string) => Promise<Ended>;

interface Ended {
  readonly signal: unknown;
  readonly output: string;
}

/** What the project is afterwards, and how those who came next have recovered it. */
interface Killed {
  readonly newTree: Record<string, string>;
  readonly outcomes: ReadonlySet<string | undefined>;
}

/** Kills the program before each of its operations in turn; the next command must find all of them done, or none. */
export async function killInTurn(root: string, program: Program): Promise<Killed> {
  const oldTree = await treeOf(root);
  const whole = await copyOf(root);
  const { output } = await program(whole, 'whole');
  const newTree = await treeOf(whole);
  const operations = Number(output);
  expect(operations).toBeGreaterThan(30);
  expect(newTree).not.toEqual(oldTree);

  const moments = Array.from({ length: operations }, (_, moment) => moment);
  const outcomes = new Set<string | undefined>();
  const one = async () => {
    for (let after = moments.pop(); after !== undefined; after = moments.pop()) {
      const copy = await copyOf(root);
      expect(await program(copy, String(after))).toMatchObject({ signal: 'SIGKILL' });
      const recovery = await recoverLater(copy);
      outcomes.add(recovery?.outcome);
      const wanted = recovery?.outcome === 'finished' ? newTree : oldTree;
      expect(await treeOf(copy), `after ${String(after)} operations`).toEqual(wanted);
    }
  };
  await Promise.all([one(), one()]);
  return { newTree, outcomes };
}

/**
 * The program of a source in this folder as one file of plain JavaScript, which starts four times as fast as the sources
 * do. Its own arguments stand between the project and the moment of death.
 */
export async function programOf(name: string): Promise<(...given: string[]) => Program> {
  // Packages are found from the repository.
  const outDir = fileURLToPath(new URL(`../../.generated/${name}`, import.meta.url));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: fileURLToPath(new URL(`./${name}.ts`, import.meta.url)),
      outDir,
      emptyOutDir: true,
    },
  });
  return (...given) =>
    async (root, after) => {
      const script = join(outDir, `${name}.js`);
      const child = spawn(process.execPath, [script, root, ...given, after]);
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
      const [, signal]: unknown[] = await once(child, 'close');
      return { signal, output };
    };
}

async function copyOf(root: string): Promise<string> {
  const copy = await temporaryFolder();
  await cp(root, copy, { recursive: true });
  return copy;
}

/** A killed process leaves its lock behind, which counts for ten seconds. */
async function recoverLater(root: string) {
  const anHourAgo = new Date(Date.now() - 3_600_000);
  await utimes(join(root, '.trifold/.journal/lock'), anHourAgo, anHourAgo);
  return recover(await openProject(root), { command: 'lint' });
}
