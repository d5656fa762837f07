import { diff3MergeRegions } from 'node-diff3';

/** Three texts, line by line; every line has its line feed. */
export interface Lines {
  readonly base: readonly string[];
  readonly yours: readonly string[];
  readonly new: readonly string[];
}

/** A part of the result: agreed on, or changed by both sides. */
export type Region =
  | {
      readonly kind: 'agreed';
      readonly lines: readonly string[];
      /** Who has changed something here. */
      readonly by: 'nobody' | 'one' | 'both';
      /** What both have replaced, in the same way. */
      readonly replaced: readonly string[];
    }
  | {
      readonly kind: 'conflict';
      readonly base: readonly string[];
      readonly yours: readonly string[];
      readonly new: readonly string[];
    };

/** What of the three goes together, in order. Pure insertions at one place, and changes side by side, are conflicts. */
export function regionsOf({ base, yours, new: other }: Lines): Region[] {
  return diff3MergeRegions([...yours], [...base], [...other]).map((region): Region => {
    // The library's types do not tell the two kinds of region apart by `stable`.
    if ('buffer' in region) {
      const from = region.buffer === 'o' ? base : region.buffer === 'a' ? yours : other;
      return {
        kind: 'agreed',
        lines: part(from, region.bufferStart, region.bufferLength),
        by: region.buffer === 'o' ? 'nobody' : 'one',
        replaced: [],
      };
    }
    const mine = part(yours, region.aStart, region.aLength);
    const theirs = part(other, region.bStart, region.bLength);
    const replaced = part(base, region.oStart, region.oLength);
    return mine.join('') === theirs.join('')
      ? { kind: 'agreed', lines: mine, by: 'both', replaced }
      : { kind: 'conflict', base: replaced, yours: mine, new: theirs };
  });
}

function part(lines: readonly string[], start: unknown, length: unknown): readonly string[] {
  return lines.slice(Number(start), Number(start) + Number(length));
}

/** Every line with its line feed. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
