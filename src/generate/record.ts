import { z } from 'zod';
import type { Project } from '../host/project.js';
import {
  basePath,
  type ProjectRecord,
  projectRecordPath,
  readProjectRecord,
  readWorkflowRecord,
  type RecordedFile,
  toRecordText,
  type WorkflowRecord,
  workflowRecordPath,
} from '../host/record.js';
import { sha256 } from '../shared/sha256.js';
import type { WorkflowSpec } from '../spec/workflow.js';
import { type Earlier, type OnDifference, withLineFeeds } from './compare.js';
import { generateError } from './errors.js';
import type { PlannedFile } from './planned-file.js';
import type { GeneratedFile } from './result.js';

/** What earlier runs have recorded about the project and about this workflow. */
export interface Records {
  readonly project: ProjectRecord | undefined;
  readonly workflow: WorkflowRecord | undefined;
}

export interface RecordVersions {
  readonly trifoldVersion: string;
  readonly templateVersion: string;
}

interface WrittenText {
  readonly path: string;
  readonly content: string;
}

export async function readRecords(project: Project, workflow: string): Promise<Records> {
  return {
    project: await readProjectRecord(project),
    workflow: await readWorkflowRecord(project, workflow),
  };
}

/** What an earlier run has left of a file, given the text that is there now. */
export function leftBy(records: Records, file: PlannedFile, current: string): Earlier {
  const record = file.scope === 'project' ? records.project : records.workflow;
  const entry = record?.files.find(({ id, path }) => id === file.id && path === file.path);
  if (!entry) return 'none';
  const isAsWritten = [current, withLineFeeds(current)].some(
    (text) => entry.sha256 === sha256(text),
  );
  return isAsWritten ? 'untouched' : 'edited';
}

/**
 * The record of a run: what was answered, what was written where, and the unformatted text of each file, which is the
 * base of the next merge. A file that was kept keeps its entry and its base; a skipped one has none.
 * The workflow's own record comes last: it is the commit point.
 */
export function recordTexts(
  spec: WorkflowSpec,
  planned: readonly PlannedFile[],
  files: readonly GeneratedFile[],
  records: Records,
  versions: RecordVersions,
): WrittenText[] {
  const ours = files.filter(({ status }) => status !== 'kept' && status !== 'skipped');
  const baseTexts = ours.map((file) => ({
    path: basePath(file.scope === 'project' ? 'project' : { workflow: spec.name }, file.id),
    content: planned.find(({ id }) => id === file.id)?.content ?? '',
  }));
  const shared = files.filter(({ scope }) => scope === 'project');
  const own = files.filter(({ scope }) => scope !== 'project');
  return [
    ...baseTexts,
    {
      path: projectRecordPath(),
      content: toRecordText({
        schemaVersion: 1,
        ...projectAnswers(records.project ?? spec),
        files: [
          ...(records.project?.files ?? []).filter(
            ({ id }) => !shared.some((file) => file.id === id),
          ),
          ...entriesOf(shared, records.project?.files),
        ],
      }),
    },
    {
      path: workflowRecordPath(spec.name),
      content: toRecordText({
        schemaVersion: 1,
        ...versions,
        answers: asJson(spec),
        files: entriesOf(own, records.workflow?.files).map((entry) => ({
          ...entry,
          owner: own.find(({ id }) => id === entry.id)?.owner ?? 'managed',
        })),
      }),
    },
  ];
}

/** @throws TrifoldError GEN_PROJECT_MISMATCH when the answers would need other shared files than the project has */
export function refuseMismatch(spec: WorkflowSpec, record: ProjectRecord | undefined): void {
  if (!record) return;
  if (record.sdk !== spec.sdk) {
    throw mismatch('the SDK major', String(record.sdk), String(spec.sdk));
  }
  if (record.paths.workflows !== spec.paths.workflows) {
    throw mismatch(
      'the folder of the workflow classes',
      record.paths.workflows,
      spec.paths.workflows,
    );
  }
}

/** Names of these answers are in the paths of files, and in the files that are a person's own. */
const NAMING_ANSWERS = ['entity', 'entities', 'verb', 'framework', 'paths'];

/**
 * @throws TrifoldError GEN_ANSWERS_CHANGED when the workflow has been generated with answers whose files would be left
 * behind, or when files that are skipped would not fit the new answers
 */
export function refuseOtherAnswers(
  spec: WorkflowSpec,
  record: WorkflowRecord | undefined,
  onDifference: OnDifference,
): void {
  const answers = asJson(spec);
  const changed = Object.keys({ ...answers, ...record?.answers }).filter(
    (key) => JSON.stringify(answers[key]) !== JSON.stringify(record?.answers[key]),
  );
  const naming = changed.filter((key) => NAMING_ANSWERS.includes(key));
  if (!record || changed.length === 0 || (naming.length === 0 && onDifference !== 'skip')) return;
  const [key = ''] = naming.length > 0 ? naming : changed;
  throw generateError(
    'GEN_ANSWERS_CHANGED',
    `${spec.name} has been generated with other answers: ${key} ${JSON.stringify(record.answers[key])}, not ${JSON.stringify(answers[key])}`,
    naming.length > 0
      ? {
          why: 'its routes and operations have that name, and would be left behind',
          fix: `choose another name, or delete its files and ${workflowRecordPath(spec.name)} first`,
        }
      : {
          why: 'the files that are skipped would not fit the new answers',
          fix: 'give the answers as recorded, or replace the files with --force',
        },
  );
}

function mismatch(what: string, recorded: string, asked: string) {
  return generateError(
    'GEN_PROJECT_MISMATCH',
    `${what} of this project is ${recorded}, not ${asked}`,
    {
      why: `${projectRecordPath()} says so, and the workflows share files that depend on it`,
      fix: 'leave the answer out, or generate into another project with --cwd',
    },
  );
}

function projectAnswers(
  source: Pick<
    ProjectRecord,
    'sdk' | 'framework' | 'alias' | 'paths' | 'logNamespace' | 'database'
  >,
) {
  const { sdk, framework, alias, paths, logNamespace, database } = source;
  return { sdk, framework, alias, paths, logNamespace, database };
}

function entriesOf(
  files: readonly GeneratedFile[],
  earlier: readonly RecordedFile[] = [],
): RecordedFile[] {
  return files.flatMap((file) => {
    if (file.status === 'skipped') return [];
    const kept = file.status === 'kept' ? earlier.find(({ id }) => id === file.id) : undefined;
    return [kept ?? { id: file.id, path: file.path, sha256: sha256(file.content) }];
  });
}

/** Without the keys that have no value, which JSON cannot hold. */
function asJson(spec: WorkflowSpec): WorkflowRecord['answers'] {
  return z.record(z.string(), z.unknown()).parse(JSON.parse(JSON.stringify(spec)));
}
