/** One item's result, as it is kept. */
export interface SavedResult {
  readonly itemId: string;
  /** The entry run that the result came from. */
  readonly rootRunId: string;
  /** How often it was written: 1, and more when a step was retried or a run was forced. */
  readonly revision: number;
}

/** Where the results of one kind are kept: one for each item, a later one replaces an earlier one. */
export interface ResultStore {
  readonly save: (itemId: string, data: unknown, rootRunId: string) => Promise<void>;
  readonly data: (itemId: string) => Promise<unknown>;
  /** Those of the items that have a result. */
  readonly find: (itemIds: readonly string[]) => Promise<SavedResult[]>;
  readonly all: () => Promise<SavedResult[]>;
  readonly clear: () => Promise<void>;
}
