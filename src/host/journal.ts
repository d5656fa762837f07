import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { inParallel } from '../shared/inParallel.js';
import { parseJson, toJsonText } from '../shared/json.js';
import { hasErrorCode, messageOf } from '../shared/nodeErrors.js';
import { sha256 } from '../shared/sha256.js';
import type { Transition } from './change.js';
import type { Disk } from './disk.js';
import { hostError } from './errors.js';
import { isProjectPath, safePath } from './paths.js';
import type { Project } from './project.js';

/** Git-ignored by its own .gitignore. `pending` is a command under way, `last` the previous one with the bytes it replaced. */
export const JOURNAL_FOLDER = '.trifold/.journal';

/** A disk that waits for each file by itself takes ten times as long as one that may gather a few. */
export const AT_ONCE = 16;

const mode = z.int().min(0).max(0o7777);
const sideSchema = z.object({ sha256: z.string(), mode: mode.nullable() }).nullable();

const journalSchema = z.object({
  schemaVersion: z.literal(1),
  command: z.string(),
  /** Which way an interrupted command goes on: to the new state or back to the old one. */
  direction: z.enum(['forward', 'back']),
  /** Folders the command makes, parents first. */
  folders: z.array(z.string().refine(isProjectPath)),
  /** Entry `n` has its old bytes in `old/n` and its new ones in `new/n`; null stands for no file. */
  entries: z.array(
    z.object({ path: z.string().refine(isProjectPath), before: sideSchema, after: sideSchema }),
  ),
});

export type Journal = z.output<typeof journalSchema>;
export type JournalEntry = Journal['entries'][number];
export type JournalSide = JournalEntry['before'];

/** The folders of a project's journal, absolute. */
export interface JournalPlaces {
  readonly pending: string;
  readonly last: string;
  /** A journal that is no longer needed and not quite removed. */
  readonly trash: string;
}

/** Throws HOST_PATH_OUTSIDE when the journal's folder is a link out of the project. */
export async function journalPlaces(project: Project): Promise<JournalPlaces> {
  const folder = await safePath(project, JOURNAL_FOLDER);
  return {
    pending: join(folder, 'pending'),
    last: join(folder, 'last'),
    trash: join(folder, 'trash'),
  };
}

/**
 * Puts old and new bytes aside, then writes the journal. Its last rename is the commit point: before it the project is
 * untouched and `pending` is waste, after it the command can be finished by anyone.
 */
export async function commitJournal(
  project: Project,
  disk: Disk,
  plan: { command: string; folders: readonly string[]; transitions: readonly Transition[] },
): Promise<Journal> {
  const { pending } = await journalPlaces(project);
  await disk.makeFolder(pending);
  await disk.makeFolder(join(pending, 'old'));
  await disk.makeFolder(join(pending, 'new'));
  await inParallel(plan.transitions, AT_ONCE, async ({ before, after }, index) => {
    if (before) await disk.write(oldBytes(pending, index), before.content, before.mode);
    if (after) await disk.write(newBytes(pending, index), after.content, after.mode);
  });
  const journal: Journal = {
    schemaVersion: 1,
    command: plan.command,
    direction: 'forward',
    folders: [...plan.folders],
    entries: plan.transitions.map(toEntry),
  };
  await writeJournal(pending, disk, journal);
  return journal;
}

/** Replaces the journal atomically. */
export async function writeJournal(pending: string, disk: Disk, journal: Journal): Promise<void> {
  const draft = join(pending, 'journal.draft');
  await disk.remove(draft);
  await disk.write(draft, Buffer.from(toJsonText(journal)));
  await disk.replace(draft, join(pending, 'journal.json'));
}

/** The committed journal of a command that has not ended; undefined when there is none. Throws HOST_JOURNAL_INVALID. */
export async function readJournal(pending: string): Promise<Journal | undefined> {
  const file = join(pending, 'journal.json');
  try {
    return journalSchema.parse(parseJson(await readFile(file, 'utf8')));
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return undefined;
    throw hostError('HOST_JOURNAL_INVALID', `cannot read ${file}`, {
      why: error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error),
      fix: `look at the files it lists, then remove ${pending}`,
      cause: error,
    });
  }
}

export async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT', 'ENOTDIR')) return false;
    throw error;
  }
}

export function oldBytes(pending: string, index: number): string {
  return join(pending, 'old', String(index));
}

export function newBytes(pending: string, index: number): string {
  return join(pending, 'new', String(index));
}

function toEntry({ path, before, after }: Transition): JournalEntry {
  return { path, before: toSide(before), after: toSide(after) };
}

function toSide(state: Transition['before']): JournalSide {
  return state ? { sha256: sha256(state.content), mode: state.mode ?? null } : null;
}
