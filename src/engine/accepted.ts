/** The engine's answer for one accepted message. */
export interface Accepted {
  readonly messageId?: string;
  readonly url?: string;
  readonly deduplicated?: true;
  readonly workflowRunId?: string;
  readonly workflowCreatedAt?: number;
  /** Why this element was refused while the others of its batch were accepted. */
  readonly error?: string;
}
