/** `@/x` means `src/x` to the files in a folder. */
export interface ImportAlias {
  /** `@/`; a whole specifier where `isExact`; empty for `baseUrl`. */
  readonly prefix: string;
  /** Project relative. */
  readonly target: string;
  /** The folder whose files it is for; empty for all. */
  readonly within: string;
  readonly isExact: boolean;
}
