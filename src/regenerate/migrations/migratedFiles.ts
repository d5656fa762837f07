/** Two sides of a merge after the migrations, plain. */
export interface MigratedSides {
  readonly base: string;
  readonly yours: string;
  /** What a comment in `yours` leaves to a person. */
  readonly undecided: readonly string[];
}

/** By the recorded path; files that no migration changes are left out. */
export type MigratedFiles = ReadonlyMap<string, MigratedSides>;
