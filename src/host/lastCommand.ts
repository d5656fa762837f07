import { sha256 } from '../shared/sha256.js';
import { journalPlaces, readJournal } from './journal.js';
import type { Project } from './project.js';
import { readText } from './readTexts.js';

/** The last command that wrote, as far as this machine knows, where all of the files are as it has left them. */
export async function lastWriterOf(
  project: Project,
  paths: readonly string[],
): Promise<string | undefined> {
  const { last } = await journalPlaces(project);
  const journal = await readJournal(last);
  const left = new Map(journal?.entries.map(({ path, after }) => [path, after?.sha256]));
  const isAsLeft = paths.every((path) => {
    const text = readText(project, path);
    return text !== undefined && left.get(path) === sha256(text);
  });
  return isAsLeft ? journal?.command : undefined;
}
