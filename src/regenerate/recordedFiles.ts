import { type Project, readProjectFile } from '../host/project.js';
import { listRecordedWorkflows, readProjectRecord, readWorkflowRecord } from '../host/record.js';
import { sha256 } from '../shared/sha256.js';

/** Every file that is recorded as generated and still there, edited or not. */
export async function recordedFiles(project: Project): Promise<Set<string>> {
  const workflows = await listRecordedWorkflows(project);
  const records = await Promise.all([
    readProjectRecord(project),
    ...workflows.map((name) => readWorkflowRecord(project, name)),
  ]);
  const files = records.flatMap((record) => record?.files ?? []);
  const texts = await Promise.all(files.map(({ path }) => readProjectFile(project, path)));
  return new Set(files.filter((_, index) => texts[index] !== undefined).map(({ path }) => path));
}

/** Whether a file has the recorded bytes; a checkout may have turned its line ends. */
export function isAsWritten(text: string, written: string): boolean {
  return [text, text.replaceAll('\r\n', '\n')].some((each) => sha256(each) === written);
}
