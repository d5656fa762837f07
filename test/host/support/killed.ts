import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'vite';
import { expect } from 'vitest';
import { recover } from '../../../src/host/locked.js';
import { openProject } from '../../../src/host/project.js';
import type { Recovery } from '../../../src/host/recovery.js';
import type { Order } from './endings.js';
import { temporaryFolder, treeOf } from './project.js';

/** What the project is afterwards, and how those who came next have recovered it. */
interface Killed {
  readonly newTree: Record<string, string>;
  readonly outcomes: ReadonlySet<string | undefined>;
}

/** As many of the moments are also those of a real process that is killed: it starts in a second, a thread is there. */
const PROCESSES = 5;

/**
 * Ends a program before each of its operations in turn; the next command must find all of them done, or none. At some of them
 * a process is killed as well, which loses what is under way, too, and must be recovered in the same way.
 *
 * @param program the path of a file that calls `mayBeEnded`, as `programOf` has built it
 */
export async function killInTurn(
  root: string,
  program: string,
  given: readonly string[] = [],
): Promise<Killed> {
  const oldTree = await treeOf(root);
  const thread = new Worker(program);
  try {
    const whole = await copyOf(root);
    const operations = Number(await order(thread, { root: whole, given, after: 'whole' }));
    const newTree = await treeOf(whole);
    expect(operations).toBeGreaterThan(30);
    expect(newTree).not.toEqual(oldTree);

    const outcomes = new Set<string | undefined>();
    for (let after = 0; after < operations; after += 1) {
      const halted = await copyOf(root);
      expect(await order(thread, { root: halted, given, after })).toBe('halted');
      const outcome = await recoverAs(halted);
      outcomes.add(outcome);
      if (after % Math.ceil(operations / PROCESSES) === 0) {
        const killed = await copyOf(root);
        expect(await killProcess(program, [killed, ...given, String(after)])).toBe('SIGKILL');
        expect(await recoverAs(killed)).toBe(outcome);
      }

      async function recoverAs(copy: string) {
        const recovery = await recoverLater(copy);
        const wanted = recovery?.outcome === 'finished' ? newTree : oldTree;
        expect(await treeOf(copy), `after ${String(after)} operations`).toEqual(wanted);
        return recovery?.outcome;
      }
    }
    return { newTree, outcomes };
  } finally {
    await thread.terminate();
  }
}

/** A source as one file of plain JavaScript, which starts four times as fast as the sources do. */
export async function programOf(source: URL): Promise<string> {
  const name = basename(source.pathname, '.ts');
  // Packages are found from the repository.
  const outDir = fileURLToPath(new URL(`../../.generated/${name}`, import.meta.url));
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: fileURLToPath(source), outDir, emptyOutDir: true },
  });
  return join(outDir, `${name}.js`);
}

async function order(thread: Worker, given: Order): Promise<unknown> {
  const answer = once(thread, 'message');
  thread.postMessage(given);
  const [said]: unknown[] = await answer;
  return said;
}

async function killProcess(program: string, given: readonly string[]): Promise<unknown> {
  const [, signal]: unknown[] = await once(spawn(process.execPath, [program, ...given]), 'close');
  return signal;
}

async function copyOf(root: string): Promise<string> {
  const copy = await temporaryFolder();
  await cp(root, copy, { recursive: true });
  return copy;
}

/** A killed process leaves its lock behind, which counts for ten seconds. */
export async function recoverLater(root: string): Promise<Recovery | undefined> {
  const anHourAgo = new Date(Date.now() - 3_600_000);
  await utimes(join(root, '.trifold/.journal/lock'), anHourAgo, anHourAgo);
  return recover(await openProject(root), { command: 'lint' });
}
