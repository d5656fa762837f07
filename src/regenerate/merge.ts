import { conflictText, type Labels } from './conflictMarkers.js';
import { hasLooseBorder } from './looseBorder.js';
import { type Lines, linesOf, type Region, regionsOf } from './regions.js';

/** Three texts with line feeds only: what was generated, what it has become, and what the template writes now. */
export interface Sides {
  readonly base: string;
  readonly yours: string;
  readonly new: string;
}

/** What to write where both sides have changed the same lines: both of them, with markers, or one. */
export type Preference = 'markers' | 'yours' | 'new';

export interface Merged {
  readonly text: string;
  /** Places that both sides have changed, each in its own way. */
  readonly conflicts: number;
  /**
   * Without a conflict, whether it is open which lines of one text are which of another: a person's edit among lines that
   * repeat may have gone to the wrong one of them, or what one side has moved is what the other has deleted.
   */
  readonly isAmbiguous: boolean;
}

/**
 * A true three-way merge by lines. Changes that touch each other are a conflict, unless both sides have made the same.
 *
 * Which line of one text is which of another is not always certain where lines repeat, and a patch would guess. So the
 * texts are merged from both ends: alignments prefer opposite lines then, and a result that depends on it is ambiguous.
 */
export function merge(sides: Sides, labels: Labels, preference: Preference = 'markers'): Merged {
  const lines = { base: linesOf(sides.base), yours: linesOf(sides.yours), new: linesOf(sides.new) };
  const regions = regionsOf(lines);
  const conflicts = regions.filter(({ kind }) => kind === 'conflict').length;
  const text = regions.map((region) => regionText(region, labels, preference)).join('');
  return { text, conflicts, isAmbiguous: conflicts === 0 && isInDoubt(lines, regions, text) };
}

function isInDoubt(lines: Lines, regions: readonly Region[], text: string): boolean {
  const backwards = regionsOf({
    base: lines.base.toReversed(),
    yours: lines.yours.toReversed(),
    new: lines.new.toReversed(),
  });
  return (
    text !== turnedText(backwards) ||
    hasLostMove(regions) ||
    hasLostMove(backwards) ||
    hasLooseBorder(lines)
  );
}

/**
 * Whether lines that both sides have taken away are what one of them has put elsewhere: moved, which the other side has
 * deleted, or moved to another place. Line by line that is no contradiction, and the result has them once too often.
 */
function hasLostMove(regions: readonly Region[]): boolean {
  const agreed = regions.filter((region) => region.kind === 'agreed');
  const taken = new Set(agreed.flatMap(({ replaced }) => replaced));
  return agreed.some(({ by, lines }) => by === 'one' && lines.some((line) => taken.has(line)));
}

/** The merged text when it is found from the last line to the first; undefined when that is a conflict. */
function turnedText(backwards: readonly Region[]): string | undefined {
  if (backwards.some(({ kind }) => kind === 'conflict')) return undefined;
  return backwards
    .flatMap((region) => (region.kind === 'agreed' ? region.lines : []))
    .toReversed()
    .join('');
}

function regionText(region: Region, labels: Labels, preference: Preference): string {
  if (region.kind === 'agreed') return region.lines.join('');
  switch (preference) {
    case 'markers':
      return conflictText(region, labels);
    case 'yours':
      return region.yours.join('');
    case 'new':
      return region.new.join('');
  }
}
