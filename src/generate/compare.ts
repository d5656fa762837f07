import { type Project, readProjectFile } from '../host/project.js';
import { generateError } from './errors.js';
import type { PlannedFile } from './planned-file.js';
import type { FileStatus, GeneratedFile } from './result.js';

/** What to do about a file that is there with other content. */
export type OnDifference = 'stop' | 'overwrite' | 'skip';

/**
 * Holds the formatted files against the disk. A file that was generated before and is a person's own, or shared by all
 * workflows, is kept as it is; any other difference is decided by `onDifference`.
 *
 * @param isRecorded whether an earlier run wrote the file with this id to this path
 * @throws TrifoldError GEN_TARGET_EXISTS naming every file that differs
 */
export async function compareWithDisk(
  project: Project,
  planned: readonly PlannedFile[],
  isRecorded: (file: PlannedFile) => boolean,
  onDifference: OnDifference,
): Promise<GeneratedFile[]> {
  const files: GeneratedFile[] = [];
  const inTheWay: string[] = [];
  for (const file of planned) {
    const previous = await readProjectFile(project, file.path);
    const status = statusOf(file, previous, isRecorded(file), onDifference);
    if (status === 'in the way') inTheWay.push(file.path);
    else files.push({ ...file, status, ...(previous !== file.content && { previous }) });
  }
  if (inTheWay.length > 0) throw targetExists(inTheWay);
  return files;
}

function statusOf(
  file: PlannedFile,
  previous: string | undefined,
  recorded: boolean,
  onDifference: OnDifference,
): FileStatus | 'in the way' {
  if (previous === undefined) return 'created';
  if (previous === file.content) return 'unchanged';
  if (recorded && (file.owner === 'yours' || file.scope === 'project')) return 'kept';
  if (onDifference === 'stop') return 'in the way';
  return onDifference === 'skip' ? 'skipped' : 'overwritten';
}

function targetExists(paths: readonly string[]) {
  const [first = '', ...others] = paths;
  const more = others.map((path) => `\n  and ${path}`).join('');
  return generateError('GEN_TARGET_EXISTS', `${first} already exists${more}`, {
    why: 'the content differs from what this template would write; nothing was written',
    fix: 'choose another name, see the changes with --diff, keep the files with --skip, or replace them with --force',
  });
}
