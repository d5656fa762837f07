import { readFile } from 'node:fs/promises';
import { sha256 } from '../shared/sha256.js';
import { committedState } from './committed.js';
import { type JournalEntry, journalPlaces, oldBytes, readJournal } from './journal.js';
import { isRecordPath } from './paths.js';
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
 * Those of the files that are as the last command has left them, where it found everything committed that it has written:
 * whatever is not committed of them is its doing. What was undone or done again was there before, and may be a person's.
 */
export async function changedByLastCommandAlone(
  project: Project,
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  const { last } = await journalPlaces(project);
  const journal = await readJournal(last);
  if (!journal || /^(undo|redo) /.test(journal.command)) return new Set();
  const left = journal.entries.filter(
    ({ path, after }) => paths.includes(path) && isAt(project, path, after),
  );
  if (left.length === 0) return new Set();

  const isCommitted = await committedState(project);
  const wasCommitted = async ([index, { path, before }]: [number, JournalEntry]) =>
    isCommitted(path, before === null ? undefined : await readFile(oldBytes(last, index)));
  // A file may have been moved, with what was not committed of it.
  const written = [...journal.entries.entries()].filter(([, { path }]) => !isRecordPath(path));
  const foundCommitted = (await Promise.all(written.map(wasCommitted))).every(Boolean);
  return new Set(foundCommitted ? left.map(({ path }) => path) : []);
}

function isAt(project: Project, path: string, side: JournalEntry['after'] | undefined): boolean {
  const text = readText(project, path);
  return text !== undefined && side?.sha256 === sha256(text);
}
