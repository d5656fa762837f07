import { TrifoldError } from '../shared/errors.js';
import { messageOf } from '../shared/nodeErrors.js';
import { goBack, goForward, type Apply } from './applyJournal.js';
import type { Disk } from './disk.js';
import { hostError } from './errors.js';
import { isThere, journalPlaces, writeJournal } from './journal.js';
import type { Project } from './project.js';

export type Settle = Omit<Apply, 'pending'>;

/**
 * Ends a committed command: forward, and back again if the disk refuses.
 * Throws HOST_WRITE_FAILED, or what `onForeign` threw, when all is as before; HOST_ROLLBACK_FAILED when it is not.
 */
export async function settle(given: Settle): Promise<void> {
  const { project, disk } = given;
  const { pending, last } = await journalPlaces(project);
  const apply = { ...given, pending };
  try {
    await goForward(apply);
    await disk.removeTree(last);
    await disk.replace(pending, last);
  } catch (error) {
    await rollBack(given, error);
    throw error instanceof TrifoldError ? error : writeFailed(error);
  }
}

/** Takes everything back to before the command; files that somebody else changed since are left alone. */
export async function rollBack(given: Settle, cause?: unknown): Promise<void> {
  const { project, disk } = given;
  const { pending } = await journalPlaces(project);
  const journal = { ...given.journal, direction: 'back' } as const;
  try {
    if (given.journal.direction !== 'back') await writeJournal(pending, disk, journal);
    await goBack({ ...given, journal, pending, onForeign: leaveAlone });
    await discard(project, disk);
  } catch (error) {
    throw rollbackFailed(error, cause);
  }
}

/** Removes the pending journal. The rename comes first, so that no half removed journal is ever read. */
export async function discard(project: Project, disk: Disk): Promise<void> {
  const { pending, trash } = await journalPlaces(project);
  await disk.removeTree(trash);
  if (!(await isThere(pending))) return;
  await disk.replace(pending, trash);
  await disk.removeTree(trash);
}

function leaveAlone(): void {}

function writeFailed(error: unknown) {
  return hostError('HOST_WRITE_FAILED', 'cannot write to the project; everything was put back', {
    why: messageOf(error),
    fix: 'make the file writable or make room on the disk, then run the command again',
    cause: error,
  });
}

function rollbackFailed(error: unknown, cause: unknown) {
  const first = cause === undefined ? '' : `, after ${messageOf(cause)}`;
  return hostError('HOST_ROLLBACK_FAILED', 'the project is half written', {
    why: `${messageOf(error)}${first}`,
    fix: 'mend that, then run any trifold command: it brings the files in order from .trifold/.journal/pending',
    cause: error,
  });
}
