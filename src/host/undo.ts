import { readFile } from 'node:fs/promises';
import { sha256 } from '../shared/sha256.js';
import { messageOf } from '../shared/nodeErrors.js';
import type { Change, FileState } from './change.js';
import type { Disk } from './disk.js';
import { hostError } from './errors.js';
import { lookAt } from './fileState.js';
import { journalPlaces, oldBytes, readJournal, type JournalEntry } from './journal.js';
import { withLock } from './locked.js';
import type { Project } from './project.js';
import { writeAll } from './writer.js';

/** What undoing does to one file. */
export interface UndoneFile {
  readonly path: string;
  /** `brought-back`: the command had deleted it; `removed`: the command had made it. */
  readonly action: 'restored' | 'brought-back' | 'removed';
  /** As it is now; undefined for no file. */
  readonly before: FileState | undefined;
  /** As it was before the command; undefined for no file. */
  readonly after: FileState | undefined;
  /** Whether somebody changed the file after the command, so that its present content would be lost. */
  readonly isChangedSince: boolean;
}

export interface Undo {
  /** The command that is taken back: `gen digest`; after an undo `undo gen digest`. */
  readonly command: string;
  /** Files that are as before the command already are left out. */
  readonly files: readonly UndoneFile[];
}

export interface UndoOptions {
  /** Also undoes files that changed after the command. */
  readonly force: boolean;
  readonly disk?: Disk;
}

/**
 * What `undo` would do. Throws HOST_NOTHING_TO_UNDO, HOST_JOURNAL_INVALID, HOST_NOT_A_FILE.
 */
export async function planUndo(project: Project): Promise<Undo> {
  const { last } = await journalPlaces(project);
  const journal = await readJournal(last);
  if (journal === undefined) throw nothingToUndo();
  const files = await Promise.all(
    journal.entries.map((entry, index) => undoEntry(project, entry, oldBytes(last, index))),
  );
  return { command: journal.command, files: files.filter((file) => file !== undefined) };
}

/**
 * Takes back the last command that wrote: every file is as before it, or nothing has changed. It is written as any
 * command is, so a second undo takes the first one back.
 *
 * Throws HOST_NOTHING_TO_UNDO, HOST_JOURNAL_INVALID, HOST_NOT_A_FILE, HOST_CHANGED_SINCE naming the files, and as `writeAll` does.
 */
export async function undo(project: Project, { force, disk }: UndoOptions): Promise<Undo> {
  const options = { command: 'undo', ...(disk && { disk }) };
  return withLock(project, options, async (locked) => {
    const { recovery } = locked;
    // The user means the command that was interrupted, and that one has just been taken back.
    if (recovery && recovery.outcome !== 'finished') throw takenBack(recovery.command);
    const plan = await planUndo(locked);
    const changed = plan.files.filter((file) => file.isChangedSince);
    if (changed.length > 0 && !force) throw changedSince(plan.command, changed);
    await writeAll(locked, plan.files.map(toChange), {
      ...options,
      command: inverseOf(plan.command),
    });
    return plan;
  });
}

/** `gen digest` → `undo gen digest` → `redo gen digest` → `undo gen digest`. */
export function inverseOf(command: string): string {
  if (command.startsWith('undo ')) return `redo ${command.slice(5)}`;
  return `undo ${command.replace(/^redo /, '')}`;
}

async function undoEntry(
  project: Project,
  { path, before, after }: JournalEntry,
  bytes: string,
): Promise<UndoneFile | undefined> {
  const { state: now } = await lookAt(project, path);
  if (now === 'folder' || now === 'other') {
    throw inTheWay(path, { state: now, wanted: before === null ? 'removed' : 'restored' });
  }
  const isChangedSince = ![after?.sha256, before?.sha256].includes(shaOf(now));
  if (before === null) {
    if (now === undefined) return undefined;
    return { path, action: 'removed', before: now, after: undefined, isChangedSince };
  }
  const mode = before.mode ?? undefined;
  const isAsBefore = shaOf(now) === before.sha256 && (mode === undefined || mode === now?.mode);
  if (isAsBefore) return undefined;
  const action = after === null ? 'brought-back' : 'restored';
  const wanted = { content: await readKept(bytes, before.sha256), mode };
  return { path, action, before: now, after: wanted, isChangedSince };
}

function toChange({ path, after }: UndoneFile): Change {
  if (after === undefined) return { kind: 'delete', path };
  const { content, mode } = after;
  return { kind: 'write', path, content, ...(mode !== undefined && { mode }) };
}

function shaOf(state: FileState | undefined): string | undefined {
  return state && sha256(state.content);
}

async function readKept(file: string, wanted: string): Promise<Uint8Array> {
  const content = await readFile(file).catch((error: unknown) => {
    throw incomplete(file, messageOf(error));
  });
  if (sha256(content) === wanted) return content;
  throw incomplete(file, 'its content is not what was put there');
}

function incomplete(file: string, why: string) {
  return hostError('HOST_JOURNAL_INVALID', `cannot read ${file}`, {
    why,
    fix: 'restore the files from version control; the last command can no longer be undone',
  });
}

function nothingToUndo() {
  return hostError('HOST_NOTHING_TO_UNDO', 'there is nothing to undo', {
    why: 'no trifold command has written to this project on this machine',
    fix: 'use version control for older changes',
  });
}

function takenBack(command = 'a command') {
  return hostError('HOST_NOTHING_TO_UNDO', `${command} had been interrupted and was taken back`, {
    why: 'nothing of it is left to undo',
    fix: 'run `trifold undo` again to undo the command before it',
  });
}

function inTheWay(
  path: string,
  { state, wanted }: { state: 'folder' | 'other'; wanted: 'removed' | 'restored' },
) {
  const what = state === 'folder' ? 'a folder' : 'a symbolic link';
  return hostError('HOST_NOT_A_FILE', `${path} cannot be ${wanted}: ${what} is there`, {
    why: 'the command that would be undone has seen a file there; nothing was written',
    fix: 'move it away, then run `trifold undo` again',
  });
}

function changedSince(command: string, changed: readonly UndoneFile[]) {
  const [first, ...others] = changed.map(({ path }) => path);
  const more = others.map((path) => `\n  and ${path}`).join('');
  return hostError(
    'HOST_CHANGED_SINCE',
    `${first ?? ''} changed after \`trifold ${command}\`${more}`,
    {
      why: 'undoing would lose that change; nothing was written',
      fix: 'see it with --diff, put it aside, or undo all the same with --force',
    },
  );
}
