import { verifyPlannedFiles } from '../lint/verify.js';
import type { WorkflowSpec } from '../spec/workflow.js';
import type { Decision } from './decision.js';
import type { RegeneratedFile, Review } from './outcome.js';

/** What files are read with when they are reviewed. */
export interface ReviewedWith {
  /** Files of the project beside them, which they import. */
  readonly shared: readonly Decision[];
  readonly spec: Pick<WorkflowSpec, 'alias' | 'sdk'>;
}

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

/** What is wrong with one of some files. */
export interface Problem {
  readonly path: string;
  readonly review: Review;
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
  spec: Pick<WorkflowSpec, 'alias' | 'sdk'>,
): Promise<ReadonlyMap<string, readonly Review[]>> {
  const sides = [...(await problemsIn(files.yours, spec)), ...(await problemsIn(files.new, spec))];
  const known = new Set(sides.map(identityOf));
  const problems = (await problemsIn(files.merged, spec)).filter(
    (problem) => !known.has(identityOf(problem)),
  );
  const paths = new Set(suspects.map(({ path }) => path));
  const [first] = suspects;
  const reviews = new Map<string, Review[]>();
  for (const problem of problems) {
    // A problem may show in a file that nobody has merged; it comes from one that was.
    const blamed = paths.has(problem.path) ? problem.path : (first?.path ?? problem.path);
    reviews.set(blamed, [...(reviews.get(blamed) ?? []), reviewOf(problem, blamed)]);
  }
  return reviews;
}

/** A problem as it is said of the file at a path, which need not be the one where it shows. */
export function reviewOf({ path, review }: Problem, blamed: string): Review {
  if (path === blamed) return review;
  return { ...review, message: `${path}: ${review.message}`, line: undefined };
}

/** Everything that can be seen to be wrong with some files, seen by themselves. */
export async function problemsIn(
  texts: readonly Text[],
  spec: Pick<WorkflowSpec, 'alias' | 'sdk'>,
): Promise<Problem[]> {
  return [...(await nameProblemsIn(texts, spec.alias)), ...(await findingsIn(texts, spec))];
}

async function nameProblemsIn(
  texts: readonly Text[],
  alias: WorkflowSpec['alias'],
): Promise<Problem[]> {
  const { nameProblems } = await import('../code/names/nameProblems.js');
  const sources = texts.map(({ path, content }) => ({ path, text: content }));
  return nameProblems(sources, [alias]).map(({ path, line, message }) => ({
    path,
    review: { kind: 'names', message, line },
  }));
}

async function findingsIn(
  texts: readonly Text[],
  spec: Pick<WorkflowSpec, 'alias' | 'sdk'>,
): Promise<Problem[]> {
  const findings = await verifyPlannedFiles(texts, spec);
  return findings.map(({ path, line, message, rule }) => ({
    path,
    review: { kind: 'lint', message: `${message} (${rule})`, line },
  }));
}

/** Lines shift in a merge. A name that a side does not know either is one of the language, or its own affair. */
function identityOf({ path, review }: Problem): string {
  return `${path}\n${review.message}`;
}
