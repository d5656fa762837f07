import type { Position, TextEdit } from '../finding.js';

interface Span {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with edits applied that do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const offsetOf = offsetsIn(text);
  const spans = edits.map((edit): Span => ({
    start: offsetOf(edit.start),
    end: offsetOf(edit.end),
    text: edit.text,
  }));
  // From the end, so that the offsets before stay as they are.
  return spans
    .sort((a, b) => b.start - a.start)
    .reduce(
      (result, { start, end, text: by }) => result.slice(0, start) + by + result.slice(end),
      text,
    );
}

/** The findings whose edits can be made together: of two that overlap the first counts, and of each all edits or none. */
export function compatible<F extends { readonly edits?: readonly TextEdit[] }>(
  findings: readonly F[],
): F[] {
  const taken: TextEdit[] = [];
  return findings.filter(({ edits = [] }) => {
    if (edits.length === 0) return false;
    const overlaps = edits.some((edit) => taken.some((other) => doOverlap(edit, other)));
    if (!overlaps) taken.push(...edits);
    return !overlaps;
  });
}

/** Edits that only touch are kept apart as well: two insertions at one place have no order. */
function doOverlap(a: TextEdit, b: TextEdit): boolean {
  return a.path === b.path && compare(a.start, b.end) <= 0 && compare(b.start, a.end) <= 0;
}

function compare(a: Position, b: Position): number {
  return a.line - b.line || a.column - b.column;
}

function offsetsIn(text: string): (position: Position) => number {
  const starts = [
    0,
    ...Array.from(text.matchAll(/\r\n|[\n\r\u2028\u2029]/g), (end) => end.index + end[0].length),
  ];
  return ({ line, column }) => (starts[line - 1] ?? text.length) + column - 1;
}
