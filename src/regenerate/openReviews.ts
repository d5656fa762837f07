import type { RecordedFile } from '../host/record.js';
import type { Decision } from './decision.js';
import type { RegeneratedFile, Review } from './outcome.js';
import { isAsWritten } from './recordedFiles.js';
import { type Problem, problemsIn, type ReviewedWith, reviewOf } from './review.js';

/**
 * The decisions, where a file that an earlier run has left to be reviewed still is, unless its problem is gone. Names and
 * findings are looked for again; anything else is for a person to judge, and is open until the file changes.
 *
 * @param entries what is recorded of the files
 * @param isReviewed whether somebody has looked at them, and takes them as they are
 */
export async function withOpenReviews(
  decisions: readonly Decision[],
  entries: readonly RecordedFile[],
  { shared, spec, isReviewed }: ReviewedWith & { readonly isReviewed: boolean },
): Promise<readonly Decision[]> {
  const left = new Map(
    entries.flatMap(({ id, unreviewed }) => (unreviewed ? [[id, unreviewed]] : [])),
  );
  if (left.size === 0) return decisions;
  if (isReviewed) return decisions.map((decision) => withoutReviews(decision, left));

  const texts = [...decisions, ...shared].flatMap(({ file: { path, content } }) =>
    content === undefined ? [] : [{ path, content }],
  );
  const problems = await problemsIn(texts, spec);
  return decisions.map((decision) => {
    const unreviewed = left.get(decision.file.id);
    return unreviewed
      ? withReviews(decision, openAmong(unreviewed, decision.file, problems))
      : decision;
  });
}

type Unreviewed = NonNullable<RecordedFile['unreviewed']>;

function openAmong(
  { sha256, reviews }: Unreviewed,
  { path, previous, content }: RegeneratedFile,
  problems: readonly Problem[],
): Review[] {
  if (content === undefined) return [];
  const isAsLeft = previous !== undefined && isAsWritten(previous, sha256);
  return reviews.flatMap(({ kind, message }): Review[] => {
    if (kind !== 'names' && kind !== 'lint')
      return isAsLeft ? [{ kind, message, line: undefined }] : [];
    const found = problems.map((problem) => reviewOf(problem, path));
    return found.filter((review) => review.message === message).slice(0, 1);
  });
}

function withReviews(decision: Decision, reviews: readonly Review[]): Decision {
  const { file } = decision;
  const known = new Set(file.reviews.map(({ message }) => message));
  const open = reviews.filter(({ message }) => !known.has(message));
  if (open.length === 0 || file.outcome === 'conflict') return decision;
  const outcome = file.outcome === 'kept-edited' ? file.outcome : 'needs-review';
  return { ...decision, file: { ...file, outcome, reviews: [...file.reviews, ...open] } };
}

function withoutReviews(decision: Decision, left: ReadonlyMap<string, unknown>): Decision {
  const { file, record } = decision;
  const isLeft = left.has(file.id) && record.kind === 'keep';
  return isLeft ? { ...decision, record: { kind: 'reviewed' } } : decision;
}
