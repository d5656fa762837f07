import { diffIndices } from 'node-diff3';
import type { Lines } from './regions.js';

/** A part of the base that one side has changed. `end` is behind its last line, and `start` where nothing is replaced. */
interface Hunk {
  readonly side: 'yours' | 'new';
  readonly start: number;
  readonly end: number;
}

/**
 * Whether all that is between a change of one side and a change of the other are lines which stand elsewhere, too. They may
 * be other ones in truth, as when one side moves a block next to a line that it changes: the `}` behind the line is gone
 * then, the one found is that of the block, and what the other side inserts behind it would land in the wrong function.
 */
export function hasLooseBorder(lines: Lines): boolean {
  const hunks = [...hunksOf('yours', lines), ...hunksOf('new', lines)].toSorted(
    (one, other) => one.start - other.start || one.end - other.end,
  );
  return hunks.some((hunk, index) => {
    const next = hunks[index + 1];
    if (next === undefined || next.side === hunk.side) return false;
    const between = lines.base.slice(hunk.end, next.start);
    return [lines.yours, lines.new].some((side) => occurrences(between, side) > 1);
  });
}

function hunksOf(side: Hunk['side'], lines: Lines): Hunk[] {
  return diffIndices([...lines.base], [...lines[side]]).map(({ buffer1: [start, length] }) => ({
    side,
    start,
    end: start + length,
  }));
}

/** How often the lines stand together in a text. */
function occurrences(sought: readonly string[], text: readonly string[]): number {
  if (sought.length === 0) return 0;
  return text.filter((_, start) => sought.every((line, offset) => text[start + offset] === line))
    .length;
}
