import type { Region } from './regions.js';

/** What stands behind the markers. */
export interface Labels {
  readonly yours: string;
  readonly base: string;
  readonly new: string;
}

/** Both sides and what they come from, as `git merge` writes them with `merge.conflictStyle` diff3. */
export function conflictText(
  region: Extract<Region, { kind: 'conflict' }>,
  labels: Labels,
): string {
  return [
    `<<<<<<< ${labels.yours}\n`,
    ...region.yours,
    `||||||| ${labels.base}\n`,
    ...region.base,
    '=======\n',
    ...region.new,
    `>>>>>>> ${labels.new}\n`,
  ].join('');
}

/**
 * Whether a text has conflict markers that nobody has resolved, ours or git's. A single line of equals signs is none: it
 * underlines headings.
 */
export function hasConflictMarkers(text: string): boolean {
  return /^<{7}( |\r?$)/m.test(text) && /^>{7}( |\r?$)/m.test(text);
}
