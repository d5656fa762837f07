import { messageOf } from '../shared/nodeErrors.js';
import type { Change } from './change.js';
import { checkPlaces } from './collisions.js';
import { nodeDisk, type Disk } from './disk.js';
import { changedMeanwhile, hostError } from './errors.js';
import { commitJournal } from './journal.js';
import { isLocked, withLock, type LockedProject } from './locked.js';
import type { Project } from './project.js';
import { discard, settle } from './settle.js';
import { toTransitions } from './transitions.js';
import { uninterrupted } from './uninterrupted.js';

export interface WriteOptions {
  /** What the user ran, for messages: `gen workflow digest`. */
  readonly command: string;
  readonly disk?: Disk;
}

/**
 * Makes all changes or none. A kill at any moment leaves a journal from which the next command, or `recover`, finishes the
 * job; an error puts everything back. What was replaced stays in `.trifold/.journal/last` until the next write.
 * Signals wait until it is over. Takes the project's lock unless the project is locked already.
 *
 * Throws, with nothing changed: HOST_PATH_OUTSIDE, HOST_NOT_A_FILE, HOST_NOT_A_FOLDER, HOST_CASE_COLLISION, HOST_PATH_TWICE,
 * HOST_FILE_MISSING, HOST_TARGET_EXISTS, HOST_CHANGED_MEANWHILE, HOST_WRITE_FAILED, HOST_LOCKED, HOST_LOCK_LOST;
 * and HOST_ROLLBACK_FAILED when a failed write could not be put back either.
 */
export async function writeAll(
  project: Project | LockedProject,
  changes: readonly Change[],
  options: WriteOptions,
): Promise<void> {
  if (isLocked(project)) return write(project, changes, options);
  return withLock(project, options, (locked) => write(locked, changes, options));
}

async function write(
  project: LockedProject,
  changes: readonly Change[],
  { command, disk = nodeDisk }: WriteOptions,
): Promise<void> {
  const transitions = await toTransitions(project, changes);
  const folders = await checkPlaces(project, transitions);
  if (transitions.length === 0) return;

  await uninterrupted(async () => {
    const journal = await stage(project, disk, { command, folders, transitions });
    await settle({ project, disk, journal, onForeign: refuseForeign });
  });
}

async function stage(
  project: LockedProject,
  disk: Disk,
  plan: Parameters<typeof commitJournal>[2],
) {
  project.assertHeld();
  try {
    return await commitJournal(project, disk, plan);
  } catch (error) {
    // What cannot be removed now is removed by the next command.
    await discard(project, disk).catch(() => {});
    throw hostError('HOST_WRITE_FAILED', 'cannot write to the project; nothing was changed', {
      why: messageOf(error),
      fix: 'make room on the disk and .trifold writable, then run the command again',
      cause: error,
    });
  }
}

function refuseForeign(path: string): void {
  throw changedMeanwhile(path);
}
