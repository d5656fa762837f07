import type { PlannedFile } from '../generate/planned-file.js';
import { sha256 } from '../shared/sha256.js';
import { type FileState, isUntouched, type RecordedState } from './fileState.js';
import type { MigratedSides } from './migrations/migratedFiles.js';
import type { RegeneratedFile } from './outcome.js';

/** What becomes of a file, and what its record says then. */
export interface Decision {
  readonly file: RegeneratedFile;
  readonly record: RecordStep;
}

/**
 * `keep`: as it is. `reviewed`: as it is, and nobody has to look at it any more. `move`: only its path is another one. `forget`: the file is no longer ours. `agree`: the file has everything that the template writes now.
 * `conflict`: it has not; the old base stays, and the new one waits beside it.
 */
export type RecordStep =
  | { readonly kind: 'keep' | 'reviewed' }
  | { readonly kind: 'move'; readonly planned: PlannedFile }
  | { readonly kind: 'forget' }
  | {
      readonly kind: 'agree';
      readonly planned: PlannedFile;
      /** Of the template's text, formatted. */
      readonly sha256: string;
      /** What it was merged from. */
      readonly merged?: Pick<FileState, 'recorded' | 'migrated'>;
    }
  | {
      readonly kind: 'conflict';
      readonly planned: PlannedFile;
      readonly recorded: RecordedState | undefined;
      readonly sha256: string;
      /** Of the person's file. */
      readonly yours: string;
      readonly beside: string | undefined;
      readonly migrated: MigratedSides | undefined;
    };

/** Its record stays as it is, too. */
export function unchanged(state: FileState, planned: PlannedFile): Decision {
  return written(state, planned, {
    outcome: 'unchanged',
    content: state.disk ?? '',
    record: { kind: 'keep' },
  });
}

/** A file with a text to be on the disk, at the place where the template has it. */
export function written(
  state: FileState,
  planned: PlannedFile,
  done: { outcome: RegeneratedFile['outcome']; content: string; record: RecordStep },
): Decision {
  const moves = state.disk !== undefined && state.path !== planned.path;
  return {
    file: {
      ...facts(state),
      ...aboutPlanned(planned),
      ...(moves && { from: state.path }),
      outcome: done.outcome,
      isEdited: state.recorded !== undefined && state.disk !== undefined && !isUntouched(state),
      content: done.content,
    },
    record: done.record,
  };
}

/** The file has everything of this version of the template. */
export function agree(planned: PlannedFile, formatted: string) {
  return { kind: 'agree', planned, sha256: sha256(formatted) } as const;
}

/**
 * What the record says in the end: a merge that is to be reviewed agrees with the template only as long as nobody takes it back,
 * so the old base stays beside the new one, as in a conflict.
 */
export function recordStepOf({ file, record }: Decision): RecordStep {
  const { outcome, previous, content } = file;
  const mayBeTakenBack =
    record.kind === 'agree' && outcome === 'needs-review' && previous !== content;
  if (!mayBeTakenBack || record.merged === undefined || previous === undefined) return record;
  const { planned, sha256: written, merged } = record;
  const { recorded, migrated } = merged;
  const yours = sha256(previous);
  return {
    kind: 'conflict',
    planned,
    recorded,
    sha256: written,
    yours,
    beside: undefined,
    migrated,
  };
}

export function facts({ id, disk }: FileState) {
  return { id, ...(disk !== undefined && { previous: disk }), reviews: [], stubs: [] };
}

export function aboutPlanned({ path, owner, scope }: PlannedFile) {
  return { path, owner, scope };
}
