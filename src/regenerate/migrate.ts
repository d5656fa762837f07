import type { MigrationNote } from '../code/edits/sdk1/pass.js';
import { createFormatter, type Formatter } from '../format/formatter.js';
import type { Change } from '../host/change.js';
import { importAliases } from '../host/importAliases.js';
import { withLock } from '../host/locked.js';
import { withRange } from '../host/packageRange.js';
import { type Project, readProjectFile } from '../host/project.js';
import { readProjectRecord } from '../host/record.js';
import { readSources } from '../host/readSources.js';
import { sourcesIn } from '../host/sourcesIn.js';
import { walkSources } from '../host/walkSources.js';
import { writeAll } from '../host/writer.js';
import { recordedFiles } from './recordedFiles.js';
import { inShape, plainText, shapeOf } from '../shared/textShape.js';
import { refuseUncommitted } from './uncommitted.js';

/** The release that migrated code has been tried on. */
const SDK_VERSION = '1.3.3';

export interface MigratedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** A note with its place in the migrated file; `line`, from 1, only where the code has a comment that says the same. */
export interface PlacedNote extends MigrationNote {
  readonly line: number | undefined;
}

export interface Migration {
  readonly files: readonly MigratedFile[];
  readonly notes: readonly PlacedNote[];
  /** Generated for the old SDK, edited or not: `regenerate` renders them anew, and merges what people wrote. */
  readonly toRegenerate: readonly string[];
}

/**
 * What moving to @upstash/workflow 1.x changes in the given files and folders (`.` is all), and where their workflows are
 * started. Nothing is written. Throws HOST_PATH_OUTSIDE, HOST_NO_SOURCES, FORMAT_CONFIG_INVALID.
 */
export async function planSdk1(project: Project, paths: readonly string[]): Promise<Migration> {
  const record = await readProjectRecord(project);
  const walked = walkSources(project);
  const { files } = readSources(project, walked);
  const generated = record?.sdk === 0 ? await recordedFiles(project) : new Set<string>();
  // What is generated is only looked at: code that starts it is given its options.
  const selected = sourcesIn(walked, paths);

  const { migrateSdk1 } = await import('../code/edits/sdk1/migrateSdk1.js');
  const aliases = importAliases(project, walked);
  const result = migrateSdk1(files, { aliases, selected });
  const format = createFormatter(project.root);
  const migrated = await Promise.all(
    result.files
      .filter(({ path }) => !generated.has(path))
      .map(async (file) => ({ ...file, after: await formatted(format, file) })),
  );
  const range = await withNewRange(project);
  const all = [...migrated, ...range];
  const own = result.notes.filter(({ path }) => !generated.has(path));
  const notes = [...own, ...range.map(({ path }) => rangeNote(path))];
  return {
    files: all.filter(({ before, after }) => before !== after),
    notes: notes.flatMap((note) => placed(note, migrated, files)),
    toRegenerate: [...generated].sort(),
  };
}

/**
 * Writes what `planSdk1` plans, all or nothing. Throws as it does, and as `writeAll`, and without `force`
 * REGENERATE_UNCOMMITTED.
 */
export async function migrateToSdk1(
  project: Project,
  paths: readonly string[],
  { force }: { readonly force: boolean },
): Promise<Migration> {
  const command = 'migrate sdk-1';
  return withLock(project, { command }, async (locked) => {
    const migration = await planSdk1(locked, paths);
    const changes = migrationChanges(migration);
    if (!force) await refuseUncommitted(locked, changes);
    await writeAll(locked, changes, { command });
    return migration;
  });
}

export function migrationChanges({ files }: Migration): Change[] {
  return files.map(({ path, before, after }) => ({
    kind: 'write',
    path,
    content: after,
    seen: before,
  }));
}

/**
 * Only what was formatted before is formatted again, so that no line changes that the migration does not touch. Line ends and
 * the mark at the beginning are no question of format.
 */
async function formatted(
  format: Formatter,
  { path, before, after }: MigratedFile,
): Promise<string> {
  const laidOut = async (text: string) => plainText(await format(path, text));
  const [old, plain] = [plainText(before), plainText(after)];
  const isOurs = await laidOut(old).then((text) => text === old, isNotParsed);
  return inShape(isOurs ? await laidOut(plain) : plain, shapeOf(before));
}

/** A file that Prettier cannot read is left in the form it has. */
function isNotParsed(error: unknown): boolean {
  if (error instanceof Error && error.message.startsWith('Prettier cannot format')) return false;
  throw error;
}

const rangeNote = (path: string): MigrationNote => ({
  kind: 'done',
  path,
  message: `asks for @upstash/workflow ${SDK_VERSION}; install it`,
});

async function withNewRange(project: Project): Promise<MigratedFile[]> {
  const path = 'package.json';
  const before = (await readProjectFile(project, path)) ?? '';
  const after = withRange(before, '@upstash/workflow', SDK_VERSION);
  return after === undefined ? [] : [{ path, before, after }];
}

/** The same may be left to decide in several lines of a file. */
function placed(
  note: MigrationNote,
  migrated: readonly MigratedFile[],
  files: readonly { path: string; text: string }[],
): PlacedNote[] {
  if (note.kind === 'done') return [{ ...note, line: undefined }];
  const text =
    migrated.find(({ path }) => path === note.path)?.after ??
    files.find(({ path }) => path === note.path)?.text ??
    '';
  const places = text
    .split('\n')
    .flatMap((line, index) =>
      line.trimEnd().endsWith(`// trifold: ${note.message}`) ? [{ ...note, line: index + 1 }] : [],
    );
  return places.length > 0 ? places : [{ ...note, line: undefined }];
}
