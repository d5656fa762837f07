/** A way past all steps so far, which a run takes where a field of the payload is like this. */
export interface Skip {
  readonly field: string;
  /** `empty`: a list without elements. */
  readonly is: 'empty' | 'truthy' | 'falsy';
  /** What asks for it, to go this way; undefined for a loop that has no round. */
  readonly test: string | undefined;
}
