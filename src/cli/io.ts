/** What a command knows of the process it runs in; a test passes its own. */
export interface Io {
  readonly cwd: string;
  /** Whether a person sits at both ends, so that questions can be asked. */
  readonly isTerminal: boolean;
  readonly colour: { readonly out: boolean; readonly err: boolean };
  out(text: string): void;
  err(text: string): void;
  readStdin(): Promise<string>;
}
