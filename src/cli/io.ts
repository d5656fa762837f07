/** What a command knows of the process it runs in; a test passes its own. */
export interface Io {
  readonly cwd: string;
  /** Variables of the process; nothing changes them. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a person sits at both ends, so that questions can be asked. */
  readonly isTerminal: boolean;
  readonly colour: { readonly out: boolean; readonly err: boolean };
  out(text: string): void;
  err(text: string): void;
  /** Size of the terminal that `out` writes to, now; undefined where lines cannot be written over. */
  outSize(): { readonly rows: number; readonly columns: number } | undefined;
  readStdin(): Promise<string>;
  /** Asks a question that is answered with yes or no; only where `isTerminal`. Rejects with `Interrupted` on Ctrl-C. */
  confirm(question: string): Promise<boolean>;
  /** Resolves on Ctrl-C or when the process is asked to end; from then on the caller ends it. */
  untilInterrupted(): Promise<void>;
}
