export type Severity = 'error' | 'warning' | 'info';

/** Replaces `text` for what is between two offsets (UTF-16 code units from 0, the end excluded) of a file. */
export interface TextEdit {
  path: string;
  start: number;
  end: number;
  text: string;
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
  /** A change of the code that puts it right; absent where a person must decide. */
  edits?: TextEdit[];
  /** Other places that take part, each with what it has to do with it. */
  related: { message: string; path: string; line: number; column: number }[];
}
