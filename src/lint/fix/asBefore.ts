import { isFixedPoint, type Formatter } from '../../format/formatter.js';
import { inShape, plainText, shapeOf } from '../../shared/textShape.js';

/** A changed text with the line ends that the file had; formatted, if it was as the project's Prettier would have it. */
export async function asBefore(
  format: Formatter,
  path: string,
  { before, after }: { before: string; after: string },
): Promise<string> {
  // Which line ends Prettier is told to write is another matter: an editor, or git, may have written these.
  const plainly: Formatter = async (at, text) => plainText(await format(at, text));
  const changed = plainText(after);
  const isFormatted = await isFixedPoint(plainly, path, plainText(before));
  return inShape(isFormatted ? await plainly(path, changed) : changed, shapeOf(before));
}
