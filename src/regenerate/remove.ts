import type { Change } from '../host/change.js';
import type { Disk } from '../host/disk.js';
import { filesIn } from '../host/filesIn.js';
import { withLock } from '../host/locked.js';
import { type Project, readProjectFile } from '../host/project.js';
import {
  basePath,
  listRecordedWorkflows,
  nextBasePath,
  type ProjectRecord,
  projectRecordPath,
  readProjectRecord,
  readWorkflowRecord,
  type RecordedFile,
  workflowRecordPath,
} from '../host/record.js';
import { writeAll } from '../host/writer.js';
import { importersOf, type Importers } from './importers.js';
import { isAsWritten } from './recordedFiles.js';

/**
 * What becomes of a file of a removed workflow:
 * `edited`: a person has changed it since it was written, so it stays unless its removal is asked for;
 * `needed`: other workflows or other files use it; `missing`: it is gone already.
 */
export type RemovalFate = 'removed' | 'edited' | 'needed' | 'missing';

export interface FileToRemove {
  readonly id: string;
  /** Project relative, with forward slashes. */
  readonly path: string;
  readonly scope: 'workflow' | 'project';
  readonly fate: RemovalFate;
  /** Recorded workflows, or files, that need it. */
  readonly neededBy: readonly string[];
  /** As it is now; undefined when it is missing. */
  readonly content: string | undefined;
}

export interface Removal {
  readonly workflow: string;
  readonly files: readonly FileToRemove[];
  /** The record, and the project's when nothing of Trifold is left. */
  readonly records: readonly string[];
}

export interface RemoveOptions {
  /** Whether an edited file is to go as well. */
  readonly removesEdited: (path: string) => boolean;
  /** What deletes; the real disk unless told. */
  readonly disk?: Disk;
}

/** What removing a recorded workflow would do; nothing is written. Throws as `readWorkflowRecord` does. */
export async function planRemoval(
  project: Project,
  workflow: string,
  { removesEdited }: RemoveOptions,
): Promise<Removal> {
  const record = await readWorkflowRecord(project, workflow);
  const projectRecord = await readProjectRecord(project);
  const others = (await listRecordedWorkflows(project)).filter((name) => name !== workflow);
  const own = await Promise.all(
    (record?.files ?? []).map((file) => look(project, file, 'workflow', removesEdited)),
  );
  const beside = await lookBeside(project, record?.files ?? [], 'workflow', removesEdited);
  const shared = await Promise.all(
    (projectRecord?.files ?? []).map((file) => look(project, file, 'project', removesEdited)),
  );
  const kept = keepNeeded(project, { own, shared, others, projectRecord });
  const isLast =
    others.length === 0 && kept.every(({ fate }) => fate === 'removed' || fate === 'missing');
  const besideShared = isLast
    ? await lookBeside(project, projectRecord?.files ?? [], 'project', removesEdited)
    : [];
  return {
    workflow,
    files: [...own, ...beside, ...kept, ...besideShared],
    records: [
      ...(await filesIn(project, `.trifold/${workflow}/base`)),
      ...(isLast ? await projectRecords(project, projectRecord) : []),
      workflowRecordPath(workflow),
    ],
  };
}

/**
 * Deletes what Trifold has written for a workflow and nobody has changed, and its record. Files that were edited stay, and so do
 * shared ones that anything else uses. All or nothing, as `writeAll`.
 */
export async function removeWorkflow(
  project: Project,
  workflow: string,
  options: RemoveOptions,
): Promise<Removal> {
  const command = `remove ${workflow}`;
  return withLock(project, { command }, async (locked) => {
    const removal = await planRemoval(locked, workflow, options);
    const files = removal.files
      .filter(({ fate }) => fate === 'removed')
      .map(({ path, content }): Change => ({ kind: 'delete', path, seen: content ?? null }));
    const records = removal.records.map((path): Change => ({ kind: 'delete', path }));
    const changes = [...files, ...records];
    await writeAll(locked, changes, { command, ...(options.disk && { disk: options.disk }) });
    return removal;
  });
}

async function look(
  project: Project,
  { id, path, sha256: written }: RecordedFile,
  scope: FileToRemove['scope'],
  removesEdited: RemoveOptions['removesEdited'],
): Promise<FileToRemove> {
  const content = await readProjectFile(project, path);
  const file = { id, path, scope, neededBy: [], content };
  if (content === undefined) return { ...file, fate: 'missing' };
  const mayGo = isAsWritten(content, written) || removesEdited(path);
  return { ...file, fate: mayGo ? 'removed' : 'edited' };
}

/** The versions of the template that regenerations have put beside files in conflict, as far as they lie there. */
async function lookBeside(
  project: Project,
  files: readonly RecordedFile[],
  scope: FileToRemove['scope'],
  removesEdited: RemoveOptions['removesEdited'],
): Promise<FileToRemove[]> {
  const beside = files.flatMap(({ id, conflict }) =>
    conflict?.beside === undefined
      ? []
      : [{ id: `${id}.beside`, path: conflict.beside, sha256: conflict.sha256 }],
  );
  const looks = await Promise.all(beside.map((file) => look(project, file, scope, removesEdited)));
  return looks.filter(({ fate }) => fate !== 'missing');
}

interface Sharing {
  readonly own: readonly FileToRemove[];
  readonly shared: readonly FileToRemove[];
  readonly others: readonly string[];
  readonly projectRecord: ProjectRecord | undefined;
}

/** Shared files stay as long as a workflow is left, or any file that stays imports them. */
function keepNeeded(
  project: Project,
  { own, shared, others, projectRecord }: Sharing,
): FileToRemove[] {
  if (others.length > 0) {
    return shared.map((file) => ({ ...file, fate: 'needed', neededBy: others }));
  }
  if (projectRecord === undefined) return [];
  const paths = shared.map(({ path }) => path);
  const importers = importersOf(project, paths, projectRecord.alias);
  const gone = new Set(removedOf([...own, ...shared]));
  let kept = shared;
  for (let before = -1; before !== gone.size;) {
    before = gone.size;
    kept = kept.map((file) => keepImported(file, importers, gone));
    for (const { path, fate } of kept) if (fate === 'needed') gone.delete(path);
  }
  return [...kept];
}

function keepImported(
  file: FileToRemove,
  importers: Importers,
  gone: ReadonlySet<string>,
): FileToRemove {
  const neededBy = (importers.get(file.path) ?? []).filter((path) => !gone.has(path));
  if (file.fate !== 'removed' || neededBy.length === 0) return file;
  return { ...file, fate: 'needed', neededBy };
}

function removedOf(files: readonly FileToRemove[]): string[] {
  return files.filter(({ fate }) => fate === 'removed').map(({ path }) => path);
}

async function projectRecords(
  project: Project,
  record: ProjectRecord | undefined,
): Promise<string[]> {
  if (record === undefined) return [];
  const bases = record.files.flatMap(({ id }) => [
    basePath('project', id),
    nextBasePath('project', id),
  ]);
  const there = await Promise.all(bases.map((path) => readProjectFile(project, path)));
  return [...bases.filter((_, index) => there[index] !== undefined), projectRecordPath()];
}
