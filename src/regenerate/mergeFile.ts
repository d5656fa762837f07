import type { Formatter } from '../format/formatter.js';
import { gitMergeFile } from '../host/git.js';
import { TrifoldError } from '../shared/errors.js';
import type { Labels } from './conflictMarkers.js';
import { merge, type Merged, type Preference, type Sides } from './merge.js';
import { plainText } from '../shared/textShape.js';

/** From here on git merges, where it is installed: the alignment of `node-diff3` takes time with the square of the lines. */
const LONG = 1_500;

const LABELS: Labels = { yours: 'yours', base: 'as generated', new: 'template' };

export interface FormattedMerge extends Merged {
  /** The person's side as it went into the merge. */
  readonly yours: string;
}

/**
 * Merges the texts of a file after formatting each like the project does, so that neither a reformatted file nor a long
 * line of the template is a conflict. A side that cannot be parsed goes in as it is.
 */
export async function mergeFile(
  format: Formatter,
  path: string,
  sides: Sides,
  preference: Preference,
): Promise<FormattedMerge> {
  const formatted = {
    base: await formattedOrRaw(format, path, sides.base),
    yours: await formattedOrRaw(format, path, sides.yours),
    new: await formattedOrRaw(format, path, sides.new),
  };
  const merged = await mergeTexts(formatted, preference);
  const text = merged.conflicts === 0 ? await formattedOrRaw(format, path, merged.text) : undefined;
  return { ...merged, text: text ?? merged.text, yours: formatted.yours };
}

async function mergeTexts(sides: Sides, preference: Preference): Promise<Merged> {
  const isLong = [sides.base, sides.yours, sides.new].some(
    (text) => text.split('\n').length > LONG,
  );
  return (isLong && (await mergeLong(sides, preference))) || merge(sides, LABELS, preference);
}

/** As `merge`, by git; false where git is not installed. */
async function mergeLong(sides: Sides, preference: Preference): Promise<Merged | false> {
  const labels = [LABELS.yours, LABELS.base, LABELS.new] as const;
  const marked = await gitMergeFile(sides, { labels });
  if (marked === undefined) return false;
  const { conflicts } = marked;
  if (conflicts > 0) {
    if (preference === 'markers') return { ...marked, isAmbiguous: false };
    const favour = preference === 'yours' ? 'ours' : 'theirs';
    const settled = await gitMergeFile(sides, { labels, favour });
    return settled === undefined ? false : { text: settled.text, conflicts, isAmbiguous: false };
  }
  const turned = { base: turn(sides.base), yours: turn(sides.yours), new: turn(sides.new) };
  const backwards = await gitMergeFile(turned, { labels });
  const isAmbiguous = backwards?.conflicts !== 0 || turn(backwards.text) !== marked.text;
  return { ...marked, isAmbiguous };
}

/** The lines in the opposite order. */
function turn(text: string): string {
  return text
    .split('\n')
    .slice(0, -1)
    .toReversed()
    .map((line) => `${line}\n`)
    .join('');
}

/** A text as the project formats it, or as it is where it cannot be parsed. */
export async function formattedOrRaw(
  format: Formatter,
  path: string,
  text: string,
): Promise<string> {
  try {
    return plainText(await format(path, text));
  } catch (error) {
    if (error instanceof TrifoldError && error.code === 'FORMAT_FAILED') return text;
    throw error;
  }
}
