import { type Project, readProjectFile } from '../host/project.js';
import { generateError } from './errors.js';
import type { PlannedFile } from './planned-file.js';
import type { FileStatus, GeneratedFile } from './result.js';

/** What to do about a file that is there with other content. */
export type OnDifference = 'stop' | 'overwrite' | 'skip';

/** What an earlier run has left of a file: nothing, its own text, or a text that a person has changed since. */
export type Earlier = 'none' | 'untouched' | 'edited';

/**
 * Holds the formatted files against the disk. A file that was generated before and is a person's own is kept. One that
 * all workflows share is kept when a person has edited it, and brought up to date when not, since the new workflow counts
 * on it. Any other difference is decided by `onDifference`.
 *
 * @param earlier what an earlier run has left of the file, given the text that is there now
 * @throws TrifoldError GEN_TARGET_EXISTS naming every file that differs
 */
export async function compareWithDisk(
  project: Project,
  planned: readonly PlannedFile[],
  earlier: (file: PlannedFile, current: string) => Earlier,
  onDifference: OnDifference,
): Promise<GeneratedFile[]> {
  const files: GeneratedFile[] = [];
  const inTheWay: string[] = [];
  for (const file of planned) {
    const previous = await readProjectFile(project, file.path);
    const status = statusOf(file, previous, earlier, onDifference);
    if (status === 'in the way') inTheWay.push(file.path);
    else files.push({ ...file, status, ...(status !== 'unchanged' && { previous }) });
  }
  if (inTheWay.length > 0) throw targetExists(inTheWay);
  return files;
}

function statusOf(
  file: PlannedFile,
  previous: string | undefined,
  earlier: (file: PlannedFile, current: string) => Earlier,
  onDifference: OnDifference,
): FileStatus | 'in the way' {
  if (previous === undefined) return 'created';
  if (sameText(previous, file.content)) return 'unchanged';
  const left = earlier(file, previous);
  if (left !== 'none' && file.owner === 'yours') return 'kept';
  if (left !== 'none' && file.scope === 'project')
    return left === 'edited' ? 'kept' : 'overwritten';
  if (onDifference === 'stop') return 'in the way';
  return onDifference === 'skip' ? 'skipped' : 'overwritten';
}

/** A checkout may have turned line ends; they are the user's. */
function sameText(one: string, other: string): boolean {
  return withLineFeeds(one) === withLineFeeds(other);
}

export function withLineFeeds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

function targetExists(paths: readonly string[]) {
  const [first = '', ...others] = paths;
  const more = others.map((path) => `\n  and ${path}`).join('');
  return generateError('GEN_TARGET_EXISTS', `${first} already exists${more}`, {
    why: 'the content differs from what this template would write; nothing was written',
    fix: 'choose another name, see the changes with --diff, keep the files with --skip, or replace them with --force',
  });
}
