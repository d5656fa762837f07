/** Which ids a list query returns: at most `take`, those behind `after`, in the order of the ids. */
export interface IdPage {
  /** The last id of the page before. */
  readonly after?: string | undefined;
  readonly take: number;
}
