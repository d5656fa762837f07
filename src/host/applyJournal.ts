import { dirname, join } from 'node:path';
import { inParallel } from '../shared/inParallel.js';
import { hasErrorCode } from '../shared/nodeErrors.js';
import { sha256 } from '../shared/sha256.js';
import type { FileState } from './change.js';
import type { Disk } from './disk.js';
import { lookAt } from './fileState.js';
import { AT_ONCE, newBytes, oldBytes, type Journal, type JournalSide } from './journal.js';
import { resolveInside } from './paths.js';
import type { Project } from './project.js';

export interface Apply {
  readonly project: Project;
  readonly disk: Disk;
  readonly journal: Journal;
  /** The journal's folder, absolute. */
  readonly pending: string;
  /** Called for a file that is neither as before nor as after the command: somebody else changed it. It is left alone. */
  readonly onForeign: (path: string) => void;
}

/** Takes every file to its new state. Files that are there already are skipped, so it may be run again. */
export async function goForward(apply: Apply): Promise<void> {
  const { entries } = apply.journal;
  const steps = entries.map(({ path, before, after }, index) => ({
    path,
    from: before,
    to: after,
    bytes: newBytes(apply.pending, index),
  }));
  // A file that goes may make room for a folder.
  const [removals, others] = [steps.filter(({ to }) => !to), steps.filter(({ to }) => to)];
  await inParallel(removals, AT_ONCE, (step) => take(apply, step));
  await inParallel(others, AT_ONCE, (step) => take(apply, step));
  for (const { path, after } of entries) {
    if (after === null) await removeFolders(apply, foldersOf(path));
  }
}

/** Takes every file back to its old state, last one first. May be run again. */
export async function goBack(apply: Apply): Promise<void> {
  const { entries, folders } = apply.journal;
  for (const [index, { path, before, after }] of [...entries.entries()].reverse()) {
    const bytes = oldBytes(apply.pending, index);
    await take(apply, { path, from: after, to: before, bytes });
    const made = foldersOf(path).filter((folder) => folders.includes(folder));
    if (before === null) await removeFolders(apply, made);
  }
}

interface Step {
  readonly path: string;
  readonly from: JournalSide;
  readonly to: JournalSide;
  /** The file with the bytes of `to`; it is used up. */
  readonly bytes: string;
}

async function take(apply: Apply, { path, from, to, bytes }: Step): Promise<void> {
  const { absolute, state } = await lookAt(apply.project, path);
  // A file that is gone may have made room for a folder.
  if (state === 'folder' && to === null) return;
  if (state !== 'folder' && state !== 'other') {
    if (isAt(to, state) && (to?.mode ?? state?.mode) === state?.mode) return;
    if (isAt(from, state)) {
      if (to === null) return apply.disk.remove(absolute);
      if (state === undefined) await makeFolders(apply, path);
      return put(apply.disk, bytes, absolute);
    }
  }
  apply.onForeign(path);
}

function isAt(side: JournalSide, state: FileState | undefined): boolean {
  if (side === null || state === undefined) return side === null && state === undefined;
  return sha256(state.content) === side.sha256;
}

/** A folder of the project may be a mount of its own, into which nothing can be renamed. */
async function put(disk: Disk, from: string, to: string): Promise<void> {
  try {
    await disk.replace(from, to);
  } catch (error) {
    if (!hasErrorCode(error, 'EXDEV')) throw error;
    const beside = `${to}.trifold-new`;
    await disk.remove(beside);
    await disk.copy(from, beside);
    await disk.replace(beside, to);
  }
}

async function makeFolders({ project, disk }: Apply, path: string): Promise<void> {
  for (const folder of foldersOf(path).reverse()) {
    const { absolute, stats } = await resolveInside(project, folder);
    if (stats === undefined) await disk.makeFolder(absolute);
  }
}

/** Removes those of the folders that are empty. */
async function removeFolders({ project, disk }: Apply, folders: readonly string[]): Promise<void> {
  for (const folder of folders) await disk.removeFolder(join(project.root, folder));
}

/** `a/b` and `a` for `a/b/c`: the innermost comes first. */
function foldersOf(path: string): string[] {
  const folders: string[] = [];
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) folders.push(folder);
  return folders;
}
