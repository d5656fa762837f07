import type { PlannedFile } from '../generate/planned-file.js';
import type { Project } from '../host/project.js';
import { basePath, nextBasePath, type RecordedFile } from '../host/record.js';
import { readText } from '../host/readTexts.js';
import { sha256 } from '../shared/sha256.js';
import { hasConflictMarkers } from './conflictMarkers.js';
import { regenerateError } from './errors.js';
import type { Sides } from './merge.js';
import type { MigratedSides } from './migrations/migratedFiles.js';
import { plainText } from '../shared/textShape.js';

/** Whose record a file is in. */
export type RecordOwner = { readonly workflow: string } | 'project';

/** Everything known about one file before anything is decided. */
export interface FileState {
  readonly id: string;
  /** As the templates write it now, unformatted; undefined when they no longer do. */
  readonly planned: PlannedFile | undefined;
  /** Undefined when no run has written it yet. */
  readonly recorded: RecordedState | undefined;
  /** Where it is, or where it was when it is gone. */
  readonly path: string;
  /** What is there; undefined for no file. */
  readonly disk: string | undefined;
  /** What migrations make, or had made at an earlier conflict, of the recorded base and of the file; undefined for nothing. */
  readonly migrated?: MigratedSides | undefined;
}

export interface RecordedState {
  readonly entry: RecordedFile;
  /** What the template wrote when the file was last in agreement with it, unformatted. */
  readonly base: string;
  /** Of that, formatted: a file with these bytes has no edits. */
  readonly sha256: string;
  /** An earlier conflict that nobody has resolved where a version of the template was put beside the file. */
  readonly waitsBeside: string | undefined;
}

/** @throws TrifoldError REGENERATE_BASE_MISSING */
export function fileStateOf(
  project: Project,
  owner: RecordOwner,
  files: { readonly planned?: PlannedFile | undefined; readonly entry?: RecordedFile | undefined },
): FileState {
  const { planned, entry } = files;
  const { path, disk } = find(project, entry?.path, planned?.path);
  return {
    id: planned?.id ?? entry?.id ?? '',
    planned,
    recorded: entry && recordedState(project, owner, entry, disk),
    path,
    disk,
    migrated: entry && migratedBefore(entry, disk),
  };
}

/** A person may have moved a file to where the template now puts it, too. */
function find(project: Project, before: string | undefined, now: string | undefined) {
  const path = before ?? now ?? '';
  const disk = readText(project, path);
  if (disk !== undefined || now === undefined || now === path) return { path, disk };
  const moved = readText(project, now);
  return { path: moved === undefined ? path : now, disk: moved };
}

/** The three texts of a merge, plain. */
export function sidesOf({ recorded, disk, migrated }: FileState, planned: PlannedFile): Sides {
  return {
    base: migrated?.base ?? recorded?.base ?? '',
    yours: migrated?.yours ?? plainText(disk ?? ''),
    new: plainText(planned.content),
  };
}

/** Whether the file has the bytes that the template gave it; a checkout may have turned its line ends. */
export function isUntouched({ recorded, disk }: FileState): boolean {
  if (recorded === undefined || disk === undefined) return false;
  if (recorded.sha256 === sha256(disk)) return true;
  const plain = plainText(disk);
  return plain !== disk && recorded.sha256 === sha256(plain);
}

/** A file with markers, ours or git's, is not merged again, and neither is one whose new version still lies beside it. */
export function isUnresolved({ disk, recorded }: FileState): boolean {
  return recorded?.waitsBeside !== undefined || (disk !== undefined && hasConflictMarkers(disk));
}

/** Whether its place will be free: the templates have moved the file, or have no such file any more. */
export function leavesItsPlace(state: FileState): boolean {
  const { planned, recorded, disk, path } = state;
  if (recorded === undefined || disk === undefined) return false;
  if (planned === undefined) return isUntouched(state);
  return path !== planned.path && !isUnresolved(state);
}

/**
 * After a conflict the base is still the old one as long as the file is as it was before, which is to say that the merge
 * was taken back; once it is resolved, the base is what the template had written then.
 */
function recordedState(
  project: Project,
  owner: RecordOwner,
  entry: RecordedFile,
  disk: string | undefined,
): RecordedState {
  const { id, conflict } = entry;
  const waitsBeside =
    conflict?.beside !== undefined && readText(project, conflict.beside) !== undefined
      ? conflict.beside
      : undefined;
  if (conflict === undefined || isTakenBack(entry, disk) || waitsBeside !== undefined) {
    return {
      entry,
      base: baseText(project, basePath(owner, id)),
      sha256: entry.sha256,
      waitsBeside,
    };
  }
  return {
    entry,
    base: baseText(project, nextBasePath(owner, id)),
    sha256: conflict.sha256,
    waitsBeside: undefined,
  };
}

function isTakenBack({ conflict }: RecordedFile, disk: string | undefined): boolean {
  return (
    conflict !== undefined &&
    conflict.beside === undefined &&
    disk !== undefined &&
    sha256(disk) === conflict.yours
  );
}

/** Migrations have run for the other files of the workflow, and are not due again: what they had made of this one is kept. */
function migratedBefore(entry: RecordedFile, disk: string | undefined): MigratedSides | undefined {
  const migrated = isTakenBack(entry, disk) ? entry.conflict?.migrated : undefined;
  return migrated && { ...migrated, undecided: [] };
}

function baseText(project: Project, path: string): string {
  const text = readText(project, path);
  if (text !== undefined) return plainText(text);
  throw regenerateError('REGENERATE_BASE_MISSING', `${path} is not there`, {
    why: 'it has what was generated, and without it edits cannot be told from the template',
    fix: `restore it from version control, for instance \`git checkout ${path}\`; .trifold must be committed`,
  });
}
