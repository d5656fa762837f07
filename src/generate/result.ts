import type { WorkflowSpec } from '../spec/workflow.js';
import type { Owner, Scope } from './planned-file.js';

/**
 * What became of a planned file:
 * `kept`: a person's file, or one that all workflows share, which was generated earlier and is left as it is now;
 * `skipped`: other content is there and was left, as asked.
 */
export type FileStatus = 'created' | 'unchanged' | 'overwritten' | 'kept' | 'skipped';

export interface GeneratedFile {
  readonly id: string;
  /** Project relative, with forward slashes. */
  readonly path: string;
  readonly owner: Owner;
  readonly scope: Scope;
  readonly status: FileStatus;
  /** As the template writes it, formatted. */
  readonly content: string;
  /** What is on the disk, when that differs. */
  readonly previous?: string;
}

export interface GenerateResult {
  readonly spec: WorkflowSpec;
  readonly files: readonly GeneratedFile[];
  /** False for a preview. */
  readonly written: boolean;
  /** Packages that the files import and the project lacks, in the order of their use. */
  readonly missingDependencies: readonly string[];
}
