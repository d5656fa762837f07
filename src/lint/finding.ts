export type Severity = 'error' | 'warning' | 'info';

/** Puts `text` in the place of what is between two positions of a file, the end excluded; equal ones insert. */
export interface TextEdit {
  path: string;
  start: Position;
  end: Position;
  text: string;
}

/** 1-based; columns count UTF-16 code units. */
export interface Position {
  line: number;
  column: number;
}

/** One thing to put right, as plain data. Lines and columns are 1-based, paths project relative. */
export interface Finding {
  /** The rule's id, or `syntax` for a file that cannot be parsed. */
  rule: string;
  severity: Severity;
  /** What is wrong, one sentence. */
  message: string;
  /** What comes of it. */
  why: string;
  /** What to write instead. */
  fix: string;
  path: string;
  line: number;
  column: number;
  /** What puts it right and cannot break what works, for --fix; absent where a person must decide. */
  edits?: TextEdit[];
  /** Other places that take part, each with what it has to do with it. */
  related: { message: string; path: string; line: number; column: number }[];
}
