import type { Change } from '../host/change.js';
import { uncommittedAmong } from '../host/git.js';
import { changedByLastCommandAlone, lastWriterOf } from '../host/lastCommand.js';
import { isRecordPath } from '../host/paths.js';
import type { Project } from '../host/project.js';
import { readText } from '../host/readTexts.js';
import { regenerateError } from './errors.js';
import { isAsWritten, recordedEntries } from './recordedFiles.js';

/**
 * Throws REGENERATE_UNCOMMITTED when a file that is there and would be changed has changes of a person that are not committed.
 * Records do not count, and neither does what Trifold itself has written: a command may follow another one.
 */
export async function refuseUncommitted(
  project: Project,
  changes: readonly Change[],
): Promise<void> {
  const replaced = changes.flatMap((change) => {
    if (change.kind === 'move') return [change.from];
    return change.seen === null || isRecordPath(change.path) ? [] : [change.path];
  });
  const uncommitted = await changedByPeople(
    project,
    await uncommittedAmong(project, [...new Set(replaced)]),
  );
  const [first, ...others] = uncommitted;
  if (first === undefined) return;
  const more = others.map((path) => `\n  and ${path}`).join('');
  const writer = await lastWriterOf(project, uncommitted);
  const lost = 'what is not committed could not be told from what would be changed';
  throw regenerateError('REGENERATE_UNCOMMITTED', `${first} has uncommitted changes${more}`, {
    why: `${writer === undefined ? lost : `\`trifold ${writer}\` has written to it, and ${lost}`}; nothing was written`,
    fix: 'commit or stash, or run it all the same with --force',
  });
}

/** A merge that waits for a person to look at it is that person's, too. */
async function changedByPeople(
  project: Project,
  uncommitted: readonly string[],
): Promise<readonly string[]> {
  if (uncommitted.length === 0) return [];
  const recorded = new Map(
    (await recordedEntries(project)).map((entry) => [entry.path, entry] as const),
  );
  const edited = uncommitted.filter((path) => {
    const text = readText(project, path);
    const entry = recorded.get(path);
    return text === undefined || entry === undefined || !isAsWritten(text, entry.sha256);
  });
  const own = await changedByLastCommandAlone(project, edited);
  return edited.filter((path) => !own.has(path) || recorded.get(path)?.unreviewed !== undefined);
}
