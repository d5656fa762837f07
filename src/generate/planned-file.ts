/** Whose a file is: `managed` files are wiring that is regenerated, `yours` are written once. */
export type Owner = 'managed' | 'yours';

/** Who shares a file: one workflow, every workflow of the project, or the cloud repository beside it. */
export type Scope = 'workflow' | 'project' | 'cloud';

export interface PlannedFile {
  /** Stable across template versions that rename the file: `class`, `route-process`. */
  readonly id: string;
  /** Project relative, with forward slashes. */
  readonly path: string;
  readonly content: string;
  readonly owner: Owner;
  readonly scope: Scope;
}
