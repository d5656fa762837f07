import { type Project, readProjectFile } from '../host/project.js';
import { listRecordedWorkflows, readProjectRecord, readWorkflowRecord } from '../host/record.js';
import { sha256 } from '../shared/sha256.js';

/** The recorded files that are as Trifold wrote them, but for the line ends of a checkout. */
export async function untouchedFiles(project: Project): Promise<Set<string>> {
  const workflows = await listRecordedWorkflows(project);
  const records = await Promise.all([
    readProjectRecord(project),
    ...workflows.map((name) => readWorkflowRecord(project, name)),
  ]);
  const files = records.flatMap((record) => record?.files ?? []);
  const checked = await Promise.all(
    files.map(async (file) => {
      const text = await readProjectFile(project, file.path);
      return text !== undefined && isAsWritten(text, file.sha256);
    }),
  );
  return new Set(files.filter((_, index) => checked[index]).map(({ path }) => path));
}

/** Whether a file has the recorded bytes; a checkout may have turned its line ends. */
export function isAsWritten(text: string, written: string): boolean {
  return [text, text.replaceAll('\r\n', '\n')].some((each) => sha256(each) === written);
}
