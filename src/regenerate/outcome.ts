import type { Owner, Scope } from '../generate/planned-file.js';
import type { ChangedAnswer } from './changedAnswers.js';
import type { Migration } from './migrate.js';

/**
 * What becomes of one file:
 *
 * - `unchanged`: nothing to do; a person may have edited it (`isEdited`)
 * - `updated`: nobody had edited it, and it is as the template writes it now
 * - `merged`: a person's edits and the template's changes are both in it
 * - `needs-review`: merged without a conflict, and something in it looks wrong; see `reviews`
 * - `conflict`: both sides have changed the same lines, or an earlier conflict is not resolved; see `conflicts`
 * - `added`, `removed`: the templates have it now, or no longer do
 * - `renamed`: the template has moved it, its edits with it
 * - `kept-deleted`: a person has deleted it, and it stays deleted
 * - `kept-edited`: the templates no longer have it, and a person has edited it, so it stays; `reviews` may say what it lacks
 * - `restored`: a person had deleted it, and it is back, as asked
 */
export const OUTCOMES = [
  'unchanged',
  'updated',
  'merged',
  'needs-review',
  'conflict',
  'added',
  'removed',
  'renamed',
  'kept-deleted',
  'kept-edited',
  'restored',
] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** Why a merge without a conflict has to be looked at. */
export interface Review {
  /**
   * `alignment`: repeated lines; `names`: a name that means nothing there, or two things; `lint`: a finding of neither
   * side; `import`: of a file that is gone; `migration`: a comment says what could not be decided.
   */
  readonly kind: 'alignment' | 'names' | 'lint' | 'import' | 'migration';
  readonly message: string;
  /** In the merged file, from 1; undefined where it is about all of it. */
  readonly line: number | undefined;
}

/** How a conflict was left: `markers` in the file, a file beside it, settled for one side as asked, or not touched again. */
export type ConflictStyle = 'markers' | 'yours' | 'new' | 'separate';

export interface Conflict {
  readonly left: ConflictStyle | 'unresolved';
  /** Places in the file; 0 where they are not counted. */
  readonly places: number;
  /** The template's version beside the file, project relative; with `separate`. */
  readonly beside?: string;
  /** What is written there; undefined where it lies there from an earlier run. */
  readonly besideContent?: string;
}

export interface RegeneratedFile {
  readonly id: string;
  /** Project relative, with forward slashes; the new one where the file moves. */
  readonly path: string;
  /** Where the file was, when it moves. */
  readonly from?: string;
  readonly owner: Owner;
  readonly scope: Scope;
  readonly outcome: Outcome;
  /** Whether the file is, or was before, other than the template had written it. */
  readonly isEdited: boolean;
  /** What is on the disk before; undefined for no file. */
  readonly previous?: string;
  /** What the disk has after; undefined for no file, and equal to `previous` where nothing is written. */
  readonly content?: string;
  readonly conflict?: Conflict;
  readonly reviews: readonly Review[];
  /** Operations that the template now requires, and that were added as stubs. */
  readonly stubs: readonly string[];
}

/** `own-…` is a team’s own templates, `own-…@1` a copy of ours of that version, `own-…@1+2` version 2 of its changelog. */
export interface TemplateMove {
  readonly from: string;
  readonly to: string;
  /** What the versions in between have changed, the oldest first. */
  readonly changes: readonly { readonly version: string; readonly change: string }[];
}

/** What becomes of the files of one workflow, or, without a name, of those that the project has once. */
export interface RegeneratedGroup {
  readonly workflow: string | undefined;
  readonly files: readonly RegeneratedFile[];
  /** Answers that are other than recorded, as asked, and what follows from them. */
  readonly changedAnswers: readonly ChangedAnswer[];
  /** Answers to questions that are new, by their dotted path: their defaults. */
  readonly newAnswers: Readonly<Record<string, unknown>>;
  /** Recorded answers to questions that are no longer asked, by their dotted path. */
  readonly droppedAnswers: readonly string[];
  /** The templates that it was generated from and those of now, where they are others; undefined for the project's own files. */
  readonly templates?: TemplateMove;
  /** Whether anything is to be written for it, its record included. */
  readonly isOutOfDate: boolean;
}

/** What imports a file that is not there any more, in a file that is not recorded. */
export interface BrokenImport {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly specifier: string;
  /** The file that it means, and where that has moved to, if it has. */
  readonly was: string;
  readonly now: string | undefined;
}

export interface RegenerateResult {
  /** The project's own files first, then the workflows by name. */
  readonly groups: readonly RegeneratedGroup[];
  readonly brokenImports: readonly BrokenImport[];
  /** What becomes of code that is not recorded; only where the SDK changes. */
  readonly byHand?: Migration;
  /** False for a preview. */
  readonly written: boolean;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** The workflow that comes next. */
  readonly next: string;
}
