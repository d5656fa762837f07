import type { PlannedFile } from '../generate/planned-file.js';
import type { Decision } from './decision.js';
import type { MigratedFiles } from './migrations/migratedFiles.js';
import type { RegeneratedFile } from './outcome.js';
import { type ReviewedWith, reviewMerged } from './review.js';

/**
 * The decisions, where a merged file that looks wrong is one to be reviewed.
 *
 * @param migrated a person's side as it went into the merge, where migrations have changed it
 * @param planned what the templates write now
 */
export async function reviewed(
  decisions: readonly Decision[],
  { shared, spec, migrated }: ReviewedWith & { readonly migrated?: MigratedFiles },
  planned: readonly PlannedFile[] = decisions.flatMap(plannedIn),
): Promise<readonly Decision[]> {
  const suspects = decisions.map(({ file }) => file).filter(isPutTogether);
  if (suspects.length === 0) return decisions;
  const all = [...decisions, ...shared].map(({ file }) => file);
  const reviews = await reviewMerged(
    {
      yours: all.flatMap(({ from, path, previous }) =>
        textAt(from ?? path, migrated?.get(from ?? path)?.yours ?? previous),
      ),
      new: planned,
      merged: all.flatMap(({ path, content }) => textAt(path, content)),
    },
    suspects,
    spec,
  );
  return decisions.map((decision) => {
    const { file } = decision;
    const found = [...file.reviews, ...(reviews.get(file.path) ?? [])];
    if (found.length === file.reviews.length) return decision;
    return { ...decision, file: { ...file, outcome: 'needs-review', reviews: found } };
  });
}

/** From a person's text and the template's, without a conflict. */
function isPutTogether({ outcome, isEdited }: RegeneratedFile): boolean {
  return outcome === 'merged' || outcome === 'needs-review' || (outcome === 'renamed' && isEdited);
}

function plannedIn({ record }: Decision): PlannedFile[] {
  return 'planned' in record ? [record.planned] : [];
}

function textAt(path: string, content: string | undefined) {
  return content === undefined ? [] : [{ path, content }];
}
