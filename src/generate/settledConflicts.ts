import type { Change } from '../host/change.js';
import { type Project, readProjectFile } from '../host/project.js';
import { nextBasePath, type RecordedFile } from '../host/record.js';
import { sha256 } from '../shared/sha256.js';
import { withLineFeeds } from './compare.js';
import type { Records } from './record.js';
import type { GeneratedFile } from './result.js';

/**
 * What earlier regenerations have laid aside for conflicts that are over, since their files are generated anew: the next
 * base, and the template's version beside the file unless a person has made something else of it.
 */
export async function settledConflicts(
  project: Project,
  workflow: string,
  files: readonly GeneratedFile[],
  records: Records,
): Promise<Change[]> {
  const kept = new Set(files.filter(({ status }) => status === 'kept').map(({ id }) => id));
  const isShared = ({ id }: RecordedFile) =>
    files.some((file) => file.id === id && file.scope === 'project');
  const own = (records.workflow?.files ?? []).filter(({ id }) => !kept.has(id));
  const shared = (records.project?.files ?? []).filter(
    (file) => isShared(file) && !kept.has(file.id),
  );
  const settled = await Promise.all([
    ...own.map((entry) => laidAside(project, { workflow }, entry)),
    ...shared.map((entry) => laidAside(project, 'project', entry)),
  ]);
  return settled.flat();
}

async function laidAside(
  project: Project,
  owner: { workflow: string } | 'project',
  { id, conflict }: RecordedFile,
): Promise<Change[]> {
  if (conflict === undefined) return [];
  const next: Change = { kind: 'delete', path: nextBasePath(owner, id) };
  const { beside, sha256: written } = conflict;
  const text = beside === undefined ? undefined : await readProjectFile(project, beside);
  if (beside === undefined || text === undefined) return [next];
  const isAsWritten = [text, withLineFeeds(text)].some((each) => sha256(each) === written);
  return isAsWritten ? [next, { kind: 'delete', path: beside, seen: text }] : [next];
}
