import { TrifoldError } from '../shared/errors.js';
import { messageOf } from '../shared/nodeErrors.js';
import type { Disk } from './disk.js';
import { hostError } from './errors.js';
import { isThere, JOURNAL_FOLDER, journalPlaces, readJournal } from './journal.js';
import type { Project } from './project.js';
import { discard, rollBack, settle } from './settle.js';

/** What became of a command that was interrupted while it wrote. */
export interface Recovery {
  /** `nothing-written`: it had not begun to change files. */
  readonly outcome: 'finished' | 'rolled-back' | 'nothing-written';
  /** The interrupted command, as given to the writer. */
  readonly command: string | undefined;
  /** Files that somebody changed after the interruption; they were left as they are. */
  readonly kept: readonly string[];
}

/**
 * Finishes or takes back an interrupted command; undefined when there is none. The caller holds the project's lock.
 * Throws as `settle` does, and HOST_JOURNAL_INVALID.
 */
export async function finishInterrupted(
  project: Project,
  disk: Disk,
): Promise<Recovery | undefined> {
  try {
    return await finish(project, disk);
  } catch (error) {
    if (error instanceof TrifoldError) throw error;
    throw hostError('HOST_WRITE_FAILED', 'cannot clear up after an interrupted command', {
      why: messageOf(error),
      fix: `make ${JOURNAL_FOLDER} writable, then run the command again`,
      cause: error,
    });
  }
}

async function finish(project: Project, disk: Disk): Promise<Recovery | undefined> {
  const { pending, trash } = await journalPlaces(project);
  if (await isThere(trash)) await disk.removeTree(trash);
  if (!(await isThere(pending))) return undefined;
  const journal = await readJournal(pending);
  if (journal === undefined) {
    await discard(project, disk);
    return { outcome: 'nothing-written', command: undefined, kept: [] };
  }
  const { command } = journal;
  const kept: string[] = [];
  const onForeign = (path: string) => void kept.push(path);
  if (journal.direction === 'back') {
    await rollBack({ project, disk, journal, onForeign });
    return { outcome: 'rolled-back', command, kept };
  }
  await settle({ project, disk, journal, onForeign });
  return { outcome: 'finished', command, kept };
}
