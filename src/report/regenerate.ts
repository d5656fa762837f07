import type { Colors } from 'picocolors/types.js';
import type { Migration } from '../regenerate/migrate.js';
import type { Outcome, RegeneratedFile, RegenerateResult } from '../regenerate/outcome.js';
import { colourDiff, fileDiff } from './diff.js';
import type { Remark } from './generate.js';
import { migrationFilesText, migrationJson } from './migrate.js';
import { groupText, nameOf } from './regenerated-group.js';
import { templateMovesText } from './template-moves.js';

/** What a run has to tell, and how it was asked to. */
export interface RegenerateReport {
  readonly result: RegenerateResult;
  readonly remarks: readonly Remark[];
  /** Whether files that people have edited count as out of date. */
  readonly strict: boolean;
  /** A check only asks whether there is something to do. */
  readonly check: boolean;
}

/**
 * 0 when all is well. 1 when somebody has to look: a conflict, a merge to review, an import that leads nowhere; of a check, anything that would be
 * written; with `strict`, anything that people have edited.
 */
export function regenerateExitCode({ result, strict, check }: RegenerateReport): 0 | 1 {
  const files = filesOf(result);
  const isOff =
    files.some(({ outcome, reviews }) => outcome === 'conflict' || reviews.length > 0) ||
    result.brokenImports.length > 0 ||
    (result.byHand?.notes.some(({ kind }) => kind === 'decide') ?? false) ||
    (check && (result.byHand?.files.length ?? 0) > 0) ||
    (check && result.groups.some(({ isOutOfDate }) => isOutOfDate)) ||
    (strict && files.some(({ isEdited }) => isEdited));
  return isOff ? 1 : 0;
}

/** By workflow: each file that is not as it was, what to look at, and at the end how many there are of each. */
export function regenerateText(report: RegenerateReport, colours: Colors): string {
  const { result, remarks, strict, check } = report;
  const groups = result.groups
    .map((group) =>
      groupText(group, { showsEdited: strict || check, written: result.written }, colours),
    )
    .filter((text) => text !== '');
  return [
    ...groups.map((text) => `${text}\n`),
    ...templateMovesText(result, colours),
    ...byHandText(result, colours),
    ...brokenImportsText(result, colours),
    ...remarks.map(({ message, fix }) => `${colours.yellow('note')} ${message} (${fix})\n`),
    summary(report, colours),
  ].join('');
}

function byHandText({ byHand }: RegenerateResult, colours: Colors): string[] {
  const text = byHand ? migrationFilesText(byHand, colours) : '';
  return text === '' ? [] : [`${colours.bold('written by hand')}\n`, text];
}

function brokenImportsText({ brokenImports }: RegenerateResult, colours: Colors): string[] {
  return brokenImports.map(({ path, line, specifier, was, now }) => {
    const fate = now === undefined ? 'is removed' : `is ${now} now`;
    return `${colours.yellow('mend')} ${path}:${String(line)} imports ${specifier}, but ${was} ${fate}\n`;
  });
}

/** All changes as one unified diff; empty when there are none. */
export function regenerateDiff({ result }: RegenerateReport, colours: Colors): string {
  const diffs = [...filesOf(result).map(diffOf), ...(result.byHand?.files ?? []).map(fileDiff)];
  return diffs.map((diff) => colourDiff(diff, colours)).join('');
}

/** The one JSON document of `regenerate`. */
export function regenerateJson(report: RegenerateReport, withDiff: boolean) {
  const { result, remarks } = report;
  return {
    written: result.written,
    clean: regenerateExitCode(report) === 0,
    outOfDate: result.groups.filter(({ isOutOfDate }) => isOutOfDate).map(nameOf),
    groups: result.groups.map((group) => ({
      workflow: group.workflow ?? null,
      outOfDate: group.isOutOfDate,
      templates: group.templates ?? null,
      changedAnswers: group.changedAnswers.map(({ path, before, after }) => ({
        path,
        before: before ?? null,
        after: after ?? null,
      })),
      newAnswers: group.newAnswers,
      droppedAnswers: group.droppedAnswers,
      files: group.files.map((file) => ({
        id: file.id,
        path: file.path,
        from: file.from ?? null,
        owner: file.owner,
        scope: file.scope,
        outcome: file.outcome,
        edited: file.isEdited,
        conflict: file.conflict
          ? {
              left: file.conflict.left,
              places: file.conflict.places,
              beside: file.conflict.beside ?? null,
            }
          : null,
        reviews: file.reviews.map(({ kind, message, line }) => ({
          kind,
          message,
          line: line ?? null,
        })),
        stubs: file.stubs,
        ...(withDiff && { diff: diffOf(file) }),
      })),
    })),
    brokenImports: result.brokenImports.map((each) => ({ ...each, now: each.now ?? null })),
    byHand: result.byHand ? byHandJson(result.byHand, withDiff) : null,
    remarks: remarks.map(({ message, fix }) => ({ message, fix })),
  };
}

function byHandJson(migration: Migration, withDiff: boolean) {
  const { files, undecided } = migrationJson({ migration, written: !withDiff });
  return { files, undecided };
}

function summary(report: RegenerateReport, colours: Colors): string {
  const { result, check } = report;
  const files = filesOf(result);
  const stale = result.groups.filter(({ isOutOfDate }) => isOutOfDate);
  const counted = new Map<Outcome, number>();
  for (const { outcome } of files) counted.set(outcome, (counted.get(outcome) ?? 0) + 1);
  const counts = COUNTED.filter((outcome) => counted.has(outcome))
    .map((outcome) => `${String(counted.get(outcome))} ${outcome}`)
    .join(', ');
  const code = regenerateExitCode({ ...report, check: false });
  const isCurrent = stale.length === 0 && result.byHand === undefined;
  if (isCurrent && code === 0) return `up to date: ${counts}\n`;
  const word =
    check && !isCurrent
      ? colours.red('out of date')
      : code === 1
        ? colours.yellow('needs you')
        : colours.green(result.written ? 'done' : 'would do');
  return `${word} ${counts}${result.written ? '' : '\nnothing was written'}\n`;
}

const COUNTED: readonly Outcome[] = [
  'conflict',
  'needs-review',
  'merged',
  'updated',
  'added',
  'renamed',
  'restored',
  'removed',
  'kept-deleted',
  'kept-edited',
  'unchanged',
];

function diffOf({ path, from, previous, content }: RegeneratedFile): string {
  return fileDiff({ path, ...(from !== undefined && { from }), before: previous, after: content });
}

function filesOf({ groups }: RegenerateResult): RegeneratedFile[] {
  return groups.flatMap(({ files }) => files);
}
