import type { Alias } from '../../code/follow/resolve.js';
import type { Formatter } from '../../format/formatter.js';
import { importAliases } from '../../host/importAliases.js';
import type { Project } from '../../host/project.js';
import { readSources } from '../../host/readSources.js';
import type { RecordedFile } from '../../host/record.js';
import { walkSources } from '../../host/walkSources.js';
import { fileStateOf, isUntouched, type RecordOwner } from '../fileState.js';
import { formattedOrRaw } from '../mergeFile.js';
import { plainText } from '../../shared/textShape.js';
import { dueFor, MIGRATIONS, type Move } from './index.js';
import type { MigratedFiles, MigratedSides } from './migratedFiles.js';
import type { Migration } from './migration.js';

/** The files of one record, and what they move across. */
export interface MovedRecord {
  readonly owner: RecordOwner;
  readonly entries: readonly RecordedFile[];
  readonly move: Move;
}

type Texts = ReadonlyMap<string, string>;

/**
 * Runs the migrations that are due on what was generated and, apart from that, on what has become of it. Both times the
 * other sources of the project are there to be followed into. Nothing is written.
 */
export async function migrateSides(
  project: Project,
  records: readonly MovedRecord[],
  {
    format,
    migrations = MIGRATIONS,
  }: { format: Formatter; migrations?: readonly Migration[] | undefined },
): Promise<MigratedFiles> {
  const due = records.map((record) => ({ ...record, due: dueFor(record.move, migrations) }));
  const moved = due.filter((record) => record.due.length > 0);
  if (moved.length === 0) return new Map();

  const walked = walkSources(project);
  const sources = new Map(
    readSources(project, walked).files.map(({ path, text }) => [path, plainText(text)]),
  );
  const { base, yours } = await recordedTexts(project, format, moved);
  const context = { aliases: importAliases(project, walked), migrations };
  const before = { base: new Map([...sources, ...base]), yours: new Map([...sources, ...yours]) };
  const after = {
    base: await migrate(before.base, moved, context),
    yours: await migrate(before.yours, moved, context),
  };

  const paths = moved.flatMap(({ entries }) => entries.map(({ path }) => path));
  return new Map(
    paths
      .map((path) => [path, sidesOf(path)] as const)
      .flatMap(([path, sides]) => (sides ? [[path, sides] as const] : [])),
  );

  function sidesOf(path: string): MigratedSides | undefined {
    const isSame = (['base', 'yours'] as const).every(
      (side) => before[side].get(path) === after[side].texts.get(path),
    );
    if (isSame) return undefined;
    return {
      base: after.base.texts.get(path) ?? '',
      yours: after.yours.texts.get(path) ?? '',
      undecided: after.yours.undecided.get(path) ?? [],
    };
  }
}

/** Edited files are formatted, as they are in the merge: then both sides are laid out alike. */
async function recordedTexts(
  project: Project,
  format: Formatter,
  records: readonly MovedRecord[],
): Promise<{ base: Texts; yours: Texts }> {
  const base = new Map<string, string>();
  const yours = new Map<string, string>();
  for (const { owner, entries } of records) {
    for (const entry of entries) {
      const state = fileStateOf(project, owner, { entry });
      const { path, disk = '', recorded, migrated } = state;
      const isEdited = disk !== '' && !isUntouched(state);
      const laidOut = async (text: string) =>
        isEdited ? formattedOrRaw(format, path, text) : text;
      base.set(path, await laidOut(migrated?.base ?? recorded?.base ?? ''));
      yours.set(path, await laidOut(migrated?.yours ?? plainText(disk)));
    }
  }
  return { base, yours };
}

/** Each migration sees what those before it have made. */
async function migrate(
  before: Texts,
  records: readonly (MovedRecord & { readonly due: readonly Migration[] })[],
  { aliases, migrations }: { aliases: readonly Alias[]; migrations: readonly Migration[] },
): Promise<{ texts: Texts; undecided: ReadonlyMap<string, readonly string[]> }> {
  const texts = new Map(before);
  const undecided = new Map<string, string[]>();
  for (const migration of migrations) {
    if (!records.some(({ due }) => due.includes(migration))) continue;
    const selected = records
      .filter(({ due }) => due.includes(migration))
      .flatMap(({ entries }) => entries.map(({ path }) => path))
      .filter((path) => (texts.get(path) ?? '') !== '');
    const files = [...texts].map(([path, text]) => ({ path, text }));
    const applied = await migration.apply(files, { aliases, selected });
    for (const { path, text } of applied.files) texts.set(path, text);
    for (const { path, message } of applied.undecided) {
      undecided.set(path, [...(undecided.get(path) ?? []), message]);
    }
  }
  return { texts, undecided };
}
