import { diffIndices } from 'node-diff3';
import type { Lines } from './regions.js';

/** A part of the base that one side has changed. */
interface Hunk {
  readonly side: 'yours' | 'new';
  readonly start: number;
  /** Behind its last line; the same as `start` where nothing is replaced. */
  readonly end: number;
  readonly deleted: readonly string[];
  readonly inserted: readonly string[];
}

/**
 * Whether a block that one side has moved is kept from a change of the other side only by lines which stand elsewhere, too.
 * They may be other ones in truth, as when a block moves next to a line that the same side changes: the `}` behind the line
 * is gone then, the one found is that of the block, and what the other side inserts behind it would land in the wrong
 * function.
 */
export function hasLooseBorder(lines: Lines): boolean {
  const [yours, other] = [hunksOf('yours', lines), hunksOf('new', lines)];
  const moving = new Set([...movingHunks(yours), ...movingHunks(other)]);
  if (moving.size === 0) return false;
  const hunks = [...yours, ...other].toSorted(
    (one, next) => one.start - next.start || one.end - next.end,
  );
  return hunks.some((hunk, index) => {
    const next = hunks[index + 1];
    if (next === undefined || next.side === hunk.side) return false;
    if (!moving.has(hunk) && !moving.has(next)) return false;
    const between = lines.base.slice(hunk.end, next.start);
    return [lines.yours, lines.new].some((side) => occurrences(between, side) > 1);
  });
}

function hunksOf(side: Hunk['side'], lines: Lines): Hunk[] {
  return diffIndices([...lines.base], [...lines[side]]).map(
    ({ buffer1: [start, length], ...to }) => ({
      side,
      start,
      end: start + length,
      deleted: to.buffer1Content,
      inserted: to.buffer2Content,
    }),
  );
}

/** Those with a line that the side has taken away in one place and put in another; brackets alone say nothing. */
function movingHunks(hunks: readonly Hunk[]): Hunk[] {
  const deleted = new Set(hunks.flatMap((hunk) => hunk.deleted));
  const inserted = new Set(hunks.flatMap((hunk) => hunk.inserted));
  const isMoved = (line: string) => /\w/.test(line) && deleted.has(line) && inserted.has(line);
  return hunks.filter((hunk) => hunk.deleted.some(isMoved) || hunk.inserted.some(isMoved));
}

/** How often the lines stand together in a text. */
function occurrences(sought: readonly string[], text: readonly string[]): number {
  if (sought.length === 0) return 0;
  return text.filter((_, start) => sought.every((line, offset) => text[start + offset] === line))
    .length;
}
