/** What a command wants done to one file. Paths are relative to the project; content is written byte for byte. */
export type Change = SeenBefore &
  (
    | {
        readonly kind: 'write';
        readonly path: string;
        readonly content: string | Uint8Array;
        /** Permission bits; without it an existing file keeps its own and a new one gets the user's default. */
        readonly mode?: number;
      }
    /** A missing file is fine. Folders that become empty go too. */
    | { readonly kind: 'delete'; readonly path: string }
    /** Keeps bytes and mode. A later `write` to the new path may change the content. */
    | { readonly kind: 'move'; readonly from: string; readonly to: string }
  );

interface SeenBefore {
  /**
   * The text that the decision rests on, null for no file; of a move, the text at its old place. When something else is
   * there, the command stops with HOST_CHANGED_MEANWHILE.
   */
  readonly seen?: string | null;
}

/** A file before or after a command. */
export interface FileState {
  readonly content: Uint8Array;
  /** Permission bits; undefined for the user's default. */
  readonly mode: number | undefined;
}

/** What a command does to one file, all its changes taken together; undefined stands for no file. */
export interface Transition {
  /** Project relative, normalised. */
  readonly path: string;
  readonly before: FileState | undefined;
  readonly after: FileState | undefined;
}
