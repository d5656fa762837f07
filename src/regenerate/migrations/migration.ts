import type { Alias } from '../../code/follow/resolve.js';

/** What a workflow, or the project, moves across. Versions of templates are numbers; a team's copy has that of its origin. */
export type Step =
  | { readonly of: 'templates'; readonly from: number; readonly to: number }
  | { readonly of: 'sdk'; readonly from: 0; readonly to: 1 };

/**
 * Brings people's code along where a merge of lines cannot: it is applied to what was generated and to what has become
 * of it, so that the merge sees only what people wrote, in the form that the new templates expect.
 */
export interface Migration {
  /** Its folder of fixtures has this name. */
  readonly id: string;
  /** One sentence for the report. */
  readonly about: string;
  readonly step: Step;
  /** Pure; on its own result it changes nothing. */
  readonly apply: (
    files: readonly CodeFile[],
    context: MigrationContext,
  ) => Promise<AppliedMigration>;
}

export interface CodeFile {
  /** Project relative, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface MigrationContext {
  readonly aliases: readonly Alias[];
  /** The files to migrate; the others are there to be followed into. */
  readonly selected: readonly string[];
}

export interface AppliedMigration {
  /** Only files that change; not formatted. */
  readonly files: readonly CodeFile[];
  /** What it leaves to a person; the code has a comment that says the same. */
  readonly undecided: readonly { readonly path: string; readonly message: string }[];
}
