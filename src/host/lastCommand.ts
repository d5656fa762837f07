import { readFile } from 'node:fs/promises';
import { sha256 } from '../shared/sha256.js';
import { committedState } from './committed.js';
import { type JournalEntry, journalPlaces, oldBytes, readJournal } from './journal.js';
import type { Project } from './project.js';
import { readText } from './readTexts.js';

/** The last command that wrote, as far as this machine knows, where all of the files are as it has left them. */
export async function lastWriterOf(
  project: Project,
  paths: readonly string[],
): Promise<string | undefined> {
  const { last } = await journalPlaces(project);
  const journal = await readJournal(last);
  const left = new Map(journal?.entries.map(({ path, after }) => [path, after]));
  return paths.every((path) => isAt(project, path, left.get(path))) ? journal?.command : undefined;
}

/**
 * Those of the files that the last command found as they were committed, and that are as it has left them: whatever is not
 * committed of them is its doing.
 */
export async function changedByLastCommandAlone(
  project: Project,
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  const { last } = await journalPlaces(project);
  const entries = [...((await readJournal(last))?.entries.entries() ?? [])];
  const left = entries.filter(
    ([, { path, after }]) => paths.includes(path) && isAt(project, path, after),
  );
  if (left.length === 0) return new Set();

  const isCommitted = await committedState(project);
  const wasCommitted = async ([index, { path, before }]: [number, JournalEntry]) =>
    isCommitted(path, before === null ? undefined : await readFile(oldBytes(last, index)));
  const gone = entries.filter(([, { after }]) => after === null);
  const tookNothing = (await Promise.all(gone.map(wasCommitted))).every(Boolean);
  const own = await Promise.all(
    // A file that was not there may have been moved, with what was not committed of it.
    left.map(async (entry) => (await wasCommitted(entry)) && (entry[1].before || tookNothing)),
  );
  return new Set(left.flatMap(([, { path }], index) => (own[index] ? [path] : [])));
}

function isAt(project: Project, path: string, side: JournalEntry['after'] | undefined): boolean {
  const text = readText(project, path);
  return text !== undefined && side?.sha256 === sha256(text);
}
