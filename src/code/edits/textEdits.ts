/** Replaces the characters from `start` to `end`, offsets in UTF-16 units; equal ones insert. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with all edits made. The same edit given twice is made once; insertions at one place keep their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const seen = new Set<string>();
  const wanted = edits.filter((edit) => {
    const key = JSON.stringify([edit.start, edit.end, edit.text]);
    return !seen.has(key) && seen.add(key);
  });
  let result = '';
  let at = 0;
  for (const edit of wanted.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at) throw new Error(`edits overlap at ${String(edit.start)}`);
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
