import type { Finding } from '../lint/finding.js';
import { verifyPlannedFiles } from '../lint/verify.js';
import type { RegeneratedFile, Review } from './outcome.js';
import type { WorkflowSpec } from '../spec/workflow.js';

/** The same files three times: as they are, as the template alone would have them, and merged. */
export interface ReviewedFiles {
  readonly yours: readonly Text[];
  readonly new: readonly Text[];
  readonly merged: readonly Text[];
}

interface Text {
  readonly path: string;
  readonly content: string;
}

/**
 * What is wrong with merged files and with neither side of them: names that mean nothing there, or two things, and findings
 * of the rules. A text merge knows nothing of it: a person has renamed a variable that the template uses once more.
 *
 * @param suspects the files that a merge has put together
 */
export async function reviewMerged(
  files: ReviewedFiles,
  suspects: readonly RegeneratedFile[],
  { alias, sdk }: Pick<WorkflowSpec, 'alias' | 'sdk'>,
): Promise<ReadonlyMap<string, readonly Review[]>> {
  const problems = [
    ...(await newNameProblems(files, alias)),
    ...(await newFindings(files, { alias, sdk })),
  ];
  const paths = new Set(suspects.map(({ path }) => path));
  const [first] = suspects;
  const reviews = new Map<string, Review[]>();
  for (const { path, review } of problems) {
    // A problem may show in a file that nobody has merged; it comes from one that was.
    const blamed = paths.has(path) ? path : (first?.path ?? path);
    const said =
      blamed === path
        ? review
        : { ...review, message: `${path}: ${review.message}`, line: undefined };
    reviews.set(blamed, [...(reviews.get(blamed) ?? []), said]);
  }
  return reviews;
}

interface Problem {
  readonly path: string;
  readonly review: Review;
}

async function newNameProblems(files: ReviewedFiles, alias: WorkflowSpec['alias']) {
  const { nameProblems } = await import('../code/names/nameProblems.js');
  const of = (texts: readonly Text[]) =>
    nameProblems(
      texts.map(({ path, content }) => ({ path, text: content })),
      [alias],
    );
  const known = new Set([...of(files.yours), ...of(files.new)].map(identityOf));
  return of(files.merged)
    .filter((problem) => !known.has(identityOf(problem)))
    .map(({ path, line, message }): Problem => ({
      path,
      review: { kind: 'names', message, line },
    }));
}

async function newFindings(files: ReviewedFiles, spec: Pick<WorkflowSpec, 'alias' | 'sdk'>) {
  const of = (texts: readonly Text[]) => verifyPlannedFiles(texts, spec);
  const known = [...(await of(files.yours)), ...(await of(files.new))].map(identityOf);
  return (await of(files.merged))
    .filter((finding) => !known.includes(identityOf(finding)))
    .map(({ path, line, message, rule }: Finding): Problem => ({
      path,
      review: { kind: 'lint', message: `${message} (${rule})`, line },
    }));
}

/** Lines shift in a merge. A name that a side does not know either is one of the language, or its own affair. */
function identityOf({
  path,
  message,
}: {
  readonly path: string;
  readonly message: string;
}): string {
  return `${path}\n${message}`;
}
