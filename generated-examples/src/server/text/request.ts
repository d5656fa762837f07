/** What to write. */
export interface TextRequest {
  /** What each text is, e.g. `a question the agent can answer`. */
  readonly kind: string;
  /** Who or what it is about. */
  readonly about: string;
  readonly count: number;
}
