/** Something about the project that is worth a warning. */
export interface Finding {
  readonly code: 'missing-sdk' | 'newer-sdk' | 'missing-alias';
  readonly message: string;
  /** What the user does about it. */
  readonly fix: string;
}

/** What one look at the project found; undefined when its files do not say. */
export interface Detection<Value> {
  readonly value: Value | undefined;
  readonly findings: readonly Finding[];
}
