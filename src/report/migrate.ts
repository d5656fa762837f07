import type { Colors } from 'picocolors/types.js';
import type { Migration, PlacedNote } from '../regenerate/migrate.js';
import { colourDiff, fileDiff } from './diff.js';

export interface MigrationReport {
  readonly migration: Migration;
  /** False for a preview. */
  readonly written: boolean;
}

/** What changed in each file, then what is left to a person. */
export function migrationText({ migration, written }: MigrationReport, colours: Colors): string {
  const { files, notes, toRegenerate } = migration;
  const open = notes.filter(({ kind }) => kind === 'decide');
  if (files.length === 0 && open.length === 0 && toRegenerate.length === 0) {
    return 'nothing to do: the code is as @upstash/workflow 1.x wants it\n';
  }
  const end = written
    ? `${colours.green('done')} ${countOf(files.length, 'file')} changed`
    : 'nothing was written';
  return [
    migrationFilesText(migration, colours),
    ...(toRegenerate.length > 0
      ? [
          `${colours.yellow('next')} run \`trifold regenerate --set sdk=1\`: ${countOf(toRegenerate.length, 'generated file')} will be merged with what 1.x needs\n`,
        ]
      : []),
    `\n${end}; ${countOf(open.length, 'place')} left to decide\n`,
  ].join('');
}

/** The changes in each file, and the places that are left to a person. */
export function migrationFilesText({ files, notes }: Migration, colours: Colors): string {
  return [
    ...files.map(({ path }) => fileText(path, notes, colours)),
    ...notes
      .filter(({ kind }) => kind === 'decide')
      .map((note) => `${colours.yellow('decide')} ${placeOf(note)} ${note.message}\n`),
  ].join('');
}

/** The changes as a unified diff. */
export function migrationDiff({ migration }: MigrationReport, colours: Colors): string {
  return migration.files.map((file) => colourDiff(fileDiff(file), colours)).join('');
}

/** The one JSON document of `migrate`. */
export function migrationJson({ migration, written }: MigrationReport) {
  const { files, notes, toRegenerate } = migration;
  return {
    written,
    files: files.map((file) => ({
      path: file.path,
      changes: notes
        .filter(({ kind, path }) => kind === 'done' && path === file.path)
        .map(({ message }) => message),
      ...(!written && { diff: fileDiff(file) }),
    })),
    undecided: notes
      .filter(({ kind }) => kind === 'decide')
      .map(({ path, line, message }) => ({ path, line: line ?? null, message })),
    toRegenerate,
  };
}

function fileText(path: string, notes: readonly PlacedNote[], colours: Colors): string {
  const own = notes.filter((note) => note.kind === 'done' && note.path === path);
  return [`${colours.bold(path)}\n`, ...own.map(({ message }) => `  ${message}\n`)].join('');
}

function placeOf({ path, line }: PlacedNote): string {
  return line === undefined ? path : `${path}:${String(line)}`;
}

function countOf(count: number, what: string): string {
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`;
}
