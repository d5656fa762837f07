import type { Colors } from 'picocolors/types.js';
import type { FileStatus, GeneratedFile, GenerateResult } from '../generate/result.js';
import { colourDiff, fileDiff } from './diff.js';
import { nextStepsText, type NextSteps } from './next-steps.js';
import { treeText } from './tree.js';

/** Something to know about the project, no obstacle. */
export interface Remark {
  readonly message: string;
  readonly fix: string;
}

export interface GenerateReport {
  readonly result: GenerateResult;
  readonly remarks: readonly Remark[];
  readonly nextSteps: NextSteps;
}

/** What was written, or would be, as a tree. */
export function generateTree({ files }: GenerateResult, colours: Colors): string {
  return treeText(
    files.map(({ path, status }) => ({ path, remark: colourOf(status, colours)(status) })),
  );
}

/** The changes as a unified diff that `git apply` and `patch -p1` accept; empty when there are none. */
export function generateDiff({ files }: GenerateResult, colours: Colors): string {
  return files.map((file) => colourDiff(diffOf(file), colours)).join('');
}

/** The unified diff of one file; empty when it stays as it is. */
function diffOf({ path, status, content, previous }: GeneratedFile): string {
  if (status !== 'created' && status !== 'overwritten') return '';
  return fileDiff({ path, before: previous, after: content });
}

/** The end of a run that wrote: how many files, what is missing, and what the user does next. */
export function generateSummary(report: GenerateReport, colours: Colors): string {
  const { result, remarks, nextSteps } = report;
  const isDone = result.files.some(
    ({ status }) => status === 'created' || status === 'overwritten',
  );
  if (!isDone) return `nothing to do: ${countsOf(result)}\n`;
  return [
    `${colours.green('done')} ${countsOf(result)}\n`,
    ...remarks.map(({ message, fix }) => `${colours.yellow('note')} ${message} (${fix})\n`),
    '\n',
    nextStepsText(nextSteps, colours),
  ].join('');
}

/** The one JSON document of `gen`: everything that the text says, and in a preview each file's content or its diff. */
export function generateJson(
  { result, remarks, nextSteps }: GenerateReport,
  preview: 'content' | 'diff',
) {
  const { spec, files, written, missingDependencies } = result;
  return {
    spec,
    written,
    files: files.map((file) => ({
      id: file.id,
      path: file.path,
      owner: file.owner,
      scope: file.scope,
      status: file.status,
      ...(!written && (preview === 'diff' ? { diff: diffOf(file) } : { content: file.content })),
    })),
    remarks: remarks.map(({ message, fix }) => ({ message, fix })),
    missingDependencies,
    nextSteps,
  };
}

function countsOf({ files }: GenerateResult): string {
  const order: FileStatus[] = ['created', 'overwritten', 'unchanged', 'kept', 'skipped'];
  return order
    .map((status) => ({ status, count: files.filter((file) => file.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${String(count)} ${status}`)
    .join(', ');
}

function colourOf(status: FileStatus, colours: Colors): (text: string) => string {
  switch (status) {
    case 'created':
      return colours.green;
    case 'overwritten':
      return colours.yellow;
    case 'unchanged':
    case 'kept':
    case 'skipped':
      return colours.dim;
  }
}
