import fs from 'node:fs';
import { mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import lockfile from 'proper-lockfile';
import { z } from 'zod';
import { parseJson, toJsonText } from '../shared/json.js';
import { hasErrorCode, messageOf } from '../shared/nodeErrors.js';
import { hostError } from './errors.js';
import { JOURNAL_FOLDER } from './journal.js';
import { safePath } from './paths.js';
import type { Project } from './project.js';

export interface Lock {
  readonly assertHeld: () => void;
  /** Leaves no trace when nothing was written. */
  readonly release: () => Promise<void>;
}

/** A lock whose holder was killed is taken over after this many milliseconds. */
const STALE_MS = 10_000;
/** To regenerate a thousand workflows takes less. */
const WAIT_MS = 30_000;
const POLL_MS = 100;

const holderSchema = z.object({ pid: z.number(), command: z.string() });

/** Waits for the project's lock. Throws HOST_LOCKED, saying who holds it, after `waitMs`. */
export async function acquireLock(
  project: Project,
  { command, waitMs = WAIT_MS }: { command: string; waitMs?: number | undefined },
): Promise<Lock> {
  const folder = await safePath(project, JOURNAL_FOLDER);
  let lost = false;
  const unlock = await lock(folder, waitMs, () => {
    lost = true;
  });
  await writeFile(join(folder, '.gitignore'), '*\n');
  await writeFile(join(folder, 'holder.json'), toJsonText({ pid: process.pid, command }));
  return {
    assertHeld() {
      if (lost) throw lockLost();
    },
    async release() {
      if (lost) return;
      await rm(join(folder, 'holder.json'), { force: true });
      const left = (await readdir(folder)).filter((name) => name !== 'lock');
      if (left.join() === '.gitignore') await rm(join(folder, '.gitignore'));
      await unlock();
      await removeIfEmpty(folder);
      await removeIfEmpty(dirname(folder));
    },
  };
}

async function lock(
  folder: string,
  waitMs: number,
  onCompromised: () => void,
): Promise<() => Promise<void>> {
  const retries = Math.ceil(waitMs / POLL_MS);
  try {
    // First, because a refusal would otherwise be tried again until the time is up.
    await mkdir(folder, { recursive: true });
    return await lockfile.lock(folder, {
      lockfilePath: join(folder, 'lock'),
      realpath: false,
      stale: STALE_MS,
      retries: { retries, factor: 1, minTimeout: POLL_MS, maxTimeout: POLL_MS },
      fs: { ...fs, mkdir: mkdirWithParents },
      onCompromised,
    });
  } catch (error) {
    throw hasErrorCode(error, 'ELOCKED') ? await lockedBy(folder) : cannotLock(folder, error);
  }
}

/** The holder before us removes the folder it no longer needs, at any moment between two of our attempts. */
function mkdirWithParents(path: string, done: (error: Error | null) => void): void {
  fs.mkdir(dirname(path), { recursive: true }, (error) => {
    if (error) done(error);
    else fs.mkdir(path, done);
  });
}

async function lockedBy(folder: string) {
  const holder = await readHolder(join(folder, 'holder.json'));
  const who = holder && `\`trifold ${holder.command}\` (process ${holder.pid})`;
  return hostError(
    'HOST_LOCKED',
    `${who ?? 'another trifold command'} is writing to this project`,
    {
      why: 'two commands at once would overwrite each other',
      fix: 'wait until it ends, or end it, then run this command again',
    },
  );
}

function cannotLock(folder: string, error: unknown) {
  return hostError('HOST_WRITE_FAILED', `cannot write to ${folder}; nothing was changed`, {
    why: messageOf(error),
    fix: 'make the folder writable, then run the command again',
    cause: error,
  });
}

async function readHolder(file: string): Promise<z.output<typeof holderSchema> | undefined> {
  try {
    return holderSchema.safeParse(parseJson(await readFile(file, 'utf8'))).data;
  } catch (error) {
    // It may be gone, or half written, while we look.
    if (error instanceof SyntaxError || hasErrorCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function removeIfEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch (error) {
    if (!hasErrorCode(error, 'ENOENT', 'ENOTEMPTY', 'EEXIST')) throw error;
  }
}

function lockLost() {
  return hostError('HOST_LOCK_LOST', 'another trifold command took the project over', {
    why: `this process did not run for more than ${STALE_MS / 1000} seconds, as when a laptop sleeps`,
    fix: 'run the command again',
  });
}
