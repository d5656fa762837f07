import { type Project, readProjectFile } from '../host/project.js';
import {
  listRecordedWorkflows,
  readProjectRecord,
  readWorkflowRecord,
  type RecordedFile,
} from '../host/record.js';
import { sha256 } from '../shared/sha256.js';

/** Every file that is recorded as generated and still there, edited or not. */
export async function recordedFiles(project: Project): Promise<Set<string>> {
  const files = await recordedEntries(project);
  const texts = await Promise.all(files.map(({ path }) => readProjectFile(project, path)));
  return new Set(files.filter((_, index) => texts[index] !== undefined).map(({ path }) => path));
}

/** What is recorded of every file, of the project's own and of all workflows. */
export async function recordedEntries(project: Project): Promise<RecordedFile[]> {
  const workflows = await listRecordedWorkflows(project);
  const records = await Promise.all([
    readProjectRecord(project),
    ...workflows.map((name) => readWorkflowRecord(project, name)),
  ]);
  return records.flatMap((record) => record?.files ?? []);
}

/** Whether a file has the recorded bytes; a checkout may have turned its line ends. */
export function isAsWritten(text: string, written: string): boolean {
  return [text, text.replaceAll('\r\n', '\n')].some((each) => sha256(each) === written);
}
