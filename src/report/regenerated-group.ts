import type { Colors } from 'picocolors/types.js';
import type { Outcome, RegeneratedFile, RegeneratedGroup } from '../regenerate/outcome.js';

/** Of a workflow, or of the project's own files, what is not as it was; empty when all is. */
export function groupText(
  group: RegeneratedGroup,
  options: { readonly showsEdited: boolean; readonly written: boolean },
  colours: Colors,
): string {
  const { files, changedAnswers, newAnswers, droppedAnswers } = group;
  const shown = files.filter(
    ({ outcome, isEdited }) => outcome !== 'unchanged' || (options.showsEdited && isEdited),
  );
  const lines = [
    ...changedAnswers.map(
      ({ path, before, after }) => `answer ${path}: ${answerText(before)} → ${answerText(after)}`,
    ),
    ...shown.flatMap((file) => fileLines(file, options, colours)),
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

function fileLines(
  file: RegeneratedFile,
  { written }: { readonly written: boolean },
  colours: Colors,
): string[] {
  const { outcome, path, from, isEdited, reviews, stubs } = file;
  const word = outcome === 'unchanged' && isEdited ? 'edited' : outcome;
  const place = from === undefined ? path : `${from} → ${path}`;
  return [
    `${colourOf(outcome, colours)(word.padEnd(12))} ${place}${conflictNote(file, written)}`,
    ...reviews.map(
      ({ line, message }) => `  ${line === undefined ? '' : `line ${String(line)}: `}${message}`,
    ),
    ...stubs.map((name) => `  implement ${name}: the template requires it now`),
  ];
}

function conflictNote({ conflict }: RegeneratedFile, written: boolean): string {
  if (conflict === undefined) return '';
  const places = `${String(conflict.places)} ${conflict.places === 1 ? 'place' : 'places'}`;
  if (!written && conflict.left !== 'unresolved') return `: both sides have changed ${places}`;
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

export function nameOf({ workflow }: RegeneratedGroup): string {
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
