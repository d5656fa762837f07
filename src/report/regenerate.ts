import type { Colors } from 'picocolors/types.js';
import type { Migration } from '../regenerate/migrate.js';
import type {
  Outcome,
  RegeneratedFile,
  RegeneratedGroup,
  RegenerateResult,
} from '../regenerate/outcome.js';
import { colourDiff, fileDiff } from './diff.js';
import type { Remark } from './generate.js';
import { migrationFilesText, migrationJson } from './migrate.js';
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
 * 0 when all is well. 1 when somebody has to look: a conflict, a merge to review; of a check, anything that would be
 * written; with `strict`, anything that people have edited.
 */
export function regenerateExitCode({ result, strict, check }: RegenerateReport): 0 | 1 {
  const files = filesOf(result);
  const isOff =
    files.some(({ outcome, reviews }) => outcome === 'conflict' || reviews.length > 0) ||
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
    .map((group) => groupText(group, { showsEdited: strict || check }, colours))
    .filter((text) => text !== '');
  return [
    ...groups.map((text) => `${text}\n`),
    ...templateMovesText(result, colours),
    ...(result.byHand
      ? [`${colours.bold('written by hand')}\n`, migrationFilesText(result.byHand, colours)]
      : []),
    ...remarks.map(({ message, fix }) => `${colours.yellow('note')} ${message} (${fix})\n`),
    summary(report, colours),
  ].join('');
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
    byHand: result.byHand ? byHandJson(result.byHand, withDiff) : null,
    remarks: remarks.map(({ message, fix }) => ({ message, fix })),
  };
}

function byHandJson(migration: Migration, withDiff: boolean) {
  const { files, undecided } = migrationJson({ migration, written: !withDiff });
  return { files, undecided };
}

function groupText(
  group: RegeneratedGroup,
  { showsEdited }: { showsEdited: boolean },
  colours: Colors,
): string {
  const { files, changedAnswers, newAnswers, droppedAnswers } = group;
  const shown = files.filter(
    ({ outcome, isEdited }) => outcome !== 'unchanged' || (showsEdited && isEdited),
  );
  const lines = [
    ...changedAnswers.map(
      ({ path, before, after }) => `answer ${path}: ${answerText(before)} → ${answerText(after)}`,
    ),
    ...shown.flatMap((file) => fileLines(file, colours)),
    ...Object.entries(newAnswers).map(
      ([path, value]) => `new answer ${path}: ${JSON.stringify(value)}, the default`,
    ),
    ...droppedAnswers.map((path) => `dropped answer ${path}: it is no longer asked`),
    ...(group.isOutOfDate && shown.length === 0 ? ['its record'] : []),
  ];
  if (lines.length === 0) return '';
  return [colours.bold(nameOf(group)), ...lines.map((line) => `  ${line}`)].join('\n');
}

function answerText(value: unknown): string {
  if (value === undefined) return 'none';
  return Array.isArray(value) ? value.join(' ') : JSON.stringify(value);
}

function fileLines(file: RegeneratedFile, colours: Colors): string[] {
  const { outcome, path, from, isEdited, reviews, stubs } = file;
  const word = outcome === 'unchanged' && isEdited ? 'edited' : outcome;
  const place = from === undefined ? path : `${from} → ${path}`;
  return [
    `${colourOf(outcome, colours)(word.padEnd(12))} ${place}${conflictNote(file)}`,
    ...reviews.map(
      ({ line, message }) => `  ${line === undefined ? '' : `line ${String(line)}: `}${message}`,
    ),
    ...stubs.map((name) => `  implement ${name}: the template requires it now`),
  ];
}

function conflictNote({ conflict }: RegeneratedFile): string {
  if (conflict === undefined) return '';
  const places = `${String(conflict.places)} ${conflict.places === 1 ? 'place' : 'places'}`;
  switch (conflict.left) {
    case 'markers':
      return `: ${places}, resolve the markers`;
    case 'separate':
      return `: ${places}, left as it is; take what you need from ${conflict.beside ?? ''} and delete that`;
    case 'yours':
      return `: ${places}, your side was taken`;
    case 'new':
      return `: ${places}, the template's side was taken`;
    case 'unresolved':
      return conflict.beside === undefined
        ? ': resolve the markers that it has already'
        : `: take what you need from ${conflict.beside} and delete that`;
  }
}

function summary(report: RegenerateReport, colours: Colors): string {
  const { result, check } = report;
  const files = filesOf(result);
  const stale = result.groups.filter(({ isOutOfDate }) => isOutOfDate);
  const counts = COUNTED.map((outcome) => ({
    outcome,
    count: files.filter((file) => file.outcome === outcome).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ outcome, count }) => `${String(count)} ${outcome}`)
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

function nameOf({ workflow }: RegeneratedGroup): string {
  return workflow ?? 'project files';
}

function colourOf(outcome: Outcome, colours: Colors): (text: string) => string {
  switch (outcome) {
    case 'conflict':
      return colours.red;
    case 'needs-review':
      return colours.yellow;
    case 'updated':
    case 'merged':
    case 'added':
    case 'removed':
    case 'renamed':
    case 'restored':
      return colours.green;
    case 'unchanged':
    case 'kept-deleted':
    case 'kept-edited':
      return colours.dim;
  }
}
