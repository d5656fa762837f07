import { nodeDisk, type Disk } from './disk.js';
import { isThere, journalPlaces } from './journal.js';
import { acquireLock } from './lock.js';
import type { Project } from './project.js';
import { finishInterrupted, type Recovery } from './recovery.js';

/** A project that no other command writes to meanwhile. */
export interface LockedProject extends Project {
  readonly locked: true;
  /** Throws HOST_LOCK_LOST when another command has taken over, which a process that was suspended for long will find. */
  readonly assertHeld: () => void;
  /** What was done about a command that had been interrupted; to be shown to the user. */
  readonly recovery: Recovery | undefined;
}

export interface LockOptions {
  /** What the user ran, for the message that another command gets. */
  readonly command: string;
  /** How long to wait for another command, in milliseconds; 30 seconds unless told. */
  readonly waitMs?: number;
  readonly disk?: Disk;
}

/**
 * Runs `work` while no other command can write: read what is there, decide and write inside of it. A command that was
 * interrupted is finished or taken back first.
 * Throws HOST_LOCKED when another command does not end in time; see `writeAll` for what a failed recovery throws.
 */
export async function withLock<Result>(
  project: Project,
  { command, waitMs, disk = nodeDisk }: LockOptions,
  work: (project: LockedProject) => Promise<Result>,
): Promise<Result> {
  const lock = await acquireLock(project, { command, waitMs });
  try {
    const recovery = await finishInterrupted(project, disk);
    const { assertHeld } = lock;
    return await work({ ...project, locked: true, assertHeld, recovery });
  } finally {
    await lock.release();
  }
}

/** Finishes or takes back an interrupted command; run it before a command reads the project. */
export async function recover(
  project: Project,
  options: LockOptions,
): Promise<Recovery | undefined> {
  const { pending, trash } = await journalPlaces(project);
  if (!(await isThere(pending)) && !(await isThere(trash))) return undefined;
  return withLock(project, options, ({ recovery }) => Promise.resolve(recovery));
}

export function isLocked(project: Project | LockedProject): project is LockedProject {
  return 'locked' in project;
}
