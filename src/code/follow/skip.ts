/** A way past all steps so far, which a run takes where a list in the payload is empty. */
export interface Skip {
  readonly field: string;
  /** What asks how long the list is, to go this way; undefined for a loop that has no round. */
  readonly test: string | undefined;
}
