import type { PlannedFile } from '../generate/planned-file.js';
import type { Project } from '../host/project.js';
import type { RecordedFile } from '../host/record.js';
import { decide, type DecideOptions } from './decide.js';
import type { Decision } from './decision.js';
import { type FileState, fileStateOf, leavesItsPlace, type RecordOwner } from './fileState.js';
import type { MigratedFiles } from './migrations/migratedFiles.js';
import { leavesYours } from './yours.js';

export interface GroupDecideOptions extends Omit<DecideOptions, 'leavesYours'> {
  readonly migrated?: MigratedFiles;
}

/** Decides about all files of one record: those that the templates write now, and those that they wrote before. */
export async function decideFiles(
  project: Project,
  owner: RecordOwner,
  options: GroupDecideOptions,
  files: { planned: readonly PlannedFile[]; entries: readonly RecordedFile[] },
): Promise<Decision[]> {
  const ids = new Set([...files.planned, ...files.entries].map(({ id }) => id));
  const states = [...ids].map((id) => {
    const state = fileStateOf(project, owner, {
      planned: files.planned.find((file) => file.id === id),
      entry: files.entries.find((entry) => entry.id === id),
    });
    return { ...state, migrated: options.migrated?.get(state.path) ?? state.migrated };
  });
  const left = new Set(states.filter(leavesItsPlace).map(({ path }) => path));
  const decideOptions = { ...options, leavesYours: await leavesYours(states) };
  return Promise.all(states.map((state) => decide(withRoom(state, left), decideOptions)));
}

/** What another file of the record leaves behind is no file that a person has added. */
function withRoom(state: FileState, left: ReadonlySet<string>): FileState {
  return state.recorded === undefined && left.has(state.path)
    ? { ...state, disk: undefined }
    : state;
}
