import type { SourceText } from '../../facts/sourceText.js';
import type { Alias } from '../../follow/resolve.js';
import { EditedSources } from '../editedSources.js';
import { unusedNames } from '../unusedNames.js';
import { callBodies } from './callBodies.js';
import { clientOptions } from './clientOptions.js';
import { contextMembers } from './contextMembers.js';
import { earlyReturns } from './earlyReturns.js';
import { flowControlValues } from './flowControlValues.js';
import { goneOptions } from './goneOptions.js';
import { movedOptions } from './movedOptions.js';
import type { MigrationNote, Pass } from './pass.js';
import { plainStarts } from './plainStarts.js';
import { triggerOptions } from './triggerOptions.js';
import { typeNames } from './typeNames.js';

export interface MigratedFile {
  readonly path: string;
  readonly before: string;
  /** Not formatted. */
  readonly after: string;
}

export interface CodeMigration {
  /** Only files that change. */
  readonly files: readonly MigratedFile[];
  readonly notes: readonly MigrationNote[];
}

/** Values before what moves them; a pass sees what those before it have made. */
const PASSES: readonly Pass[] = [
  flowControlValues,
  clientOptions,
  callBodies,
  triggerOptions,
  plainStarts,
  movedOptions,
  goneOptions,
  earlyReturns,
  contextMembers,
  typeNames,
];

/**
 * Brings code from @upstash/workflow 0.2 to 1.x. `files` is all the code that can matter; what is served in the `selected` ones is
 * migrated, and also where other files start it. Running it on its own result changes nothing.
 */
export function migrateSdk1(
  files: readonly SourceText[],
  { aliases, selected }: { aliases: readonly Alias[]; selected: readonly string[] },
): CodeMigration {
  const before = new EditedSources(files, aliases);
  const after = new EditedSources(files, aliases);
  const notes: MigrationNote[] = [];
  for (const pass of PASSES) {
    const result = pass(after, selected);
    after.apply(result.edits);
    notes.push(...result.notes);
  }
  const changed = files
    .map(({ path }) => path)
    .filter((path) => after.text(path) !== before.text(path));
  for (const path of changed) {
    // A constant may have been the last to use another name.
    for (let edits = unusedNames(before, after, path); edits.length > 0;) {
      after.apply(edits);
      edits = unusedNames(before, after, path);
    }
  }
  return {
    files: changed.map((path) => ({ path, before: before.text(path), after: after.text(path) })),
    notes: unique(notes),
  };
}

function unique(notes: readonly MigrationNote[]): MigrationNote[] {
  return [...new Map(notes.map((note) => [JSON.stringify(note), note])).values()];
}
