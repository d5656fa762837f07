import { refuseMissingImports } from '../generate/missingImports.js';
import { plan } from '../generate/plan.js';
import type { PlannedFile } from '../generate/planned-file.js';
import { refuseSamePath } from '../generate/samePath.js';
import type { Templates } from '../generate/templates.js';
import { type ChangelogEntry, versionsBetween } from '../generate/templateVersions.js';
import { hasModule } from '../host/moduleSpecifiers.js';
import type { Project } from '../host/project.js';
import type { WorkflowRecord } from '../host/record.js';
import type { CurrentAnswers } from './answers.js';
import { type DecidedGroup, groupOf } from './decidedGroup.js';
import type { Decision } from './decision.js';
import { decideFiles, type GroupDecideOptions } from './decideFiles.js';
import { goneFiles, withImportReviews } from './goneFiles.js';
import { withOpenReviews } from './openReviews.js';
import type { TemplateMove } from './outcome.js';
import { fileChanges, type Versions, workflowRecordChange } from './record.js';
import { reviewed } from './reviewed.js';

export interface WorkflowGroupOptions {
  readonly decide: GroupDecideOptions;
  readonly versions: Versions;
  readonly changelog: readonly ChangelogEntry[];
  /** Whether what earlier runs have left to be reviewed is right as it is. */
  readonly isReviewed: boolean;
}

/** One workflow as it is recorded, and as the templates would write it now. */
interface Workflow {
  readonly record: WorkflowRecord;
  readonly answers: CurrentAnswers;
  readonly planned: readonly PlannedFile[];
}

/** Decides about the files of one workflow, which see those that the project has once. */
export async function workflowGroup(
  project: Project,
  name: string,
  found: { workflow: Workflow; shared: readonly Decision[]; options: WorkflowGroupOptions },
): Promise<DecidedGroup> {
  const { workflow, shared, options } = found;
  const { record, answers, planned } = workflow;
  const all = isCloudOnly(record) ? planned.filter(({ scope }) => scope === 'cloud') : planned;
  const own = all.filter(({ scope }) => scope !== 'project');
  const decided = await decideFiles(project, { workflow: name }, options.decide, {
    planned: own,
    entries: record.files,
  });
  const { spec } = answers;
  const templates = templateMove(record.templateVersion, options);
  const gone = goneFiles([...shared, ...decided]);
  refuseSamePath(all);
  // What templates import changes with them alone, and a thousand workflows take time to look through.
  if (templates) {
    const paths = new Set(gone.keys());
    refuseMissingImports(all, spec, (module) => hasModule(project, module, paths));
  }
  const merged = await reviewed(
    decided,
    { shared, spec, migrated: options.decide.migrated },
    planned,
  );
  const decisions = await withOpenReviews(
    withImportReviews(merged, gone, spec.alias),
    record.files,
    {
      shared,
      spec,
      isReviewed: options.isReviewed,
    },
  );
  const changes = [
    ...fileChanges(project, { workflow: name }, decisions, record.files),
    ...workflowRecordChange(name, {
      record,
      spec,
      decisions,
      versions: options.versions,
    }),
  ];
  const group = groupOf(name, decisions, changes, answers);
  return { group: { ...group, ...(templates && { templates }) }, changes };
}

function templateMove(
  from: string,
  { versions: { templateVersion: to }, changelog }: WorkflowGroupOptions,
): TemplateMove | undefined {
  if (from === to) return undefined;
  const changes = versionsBetween(from, to, changelog).flatMap(({ version, changes: lines }) =>
    lines.map((change) => ({ version, change })),
  );
  return { from, to, changes };
}

export function workflowOf(
  record: WorkflowRecord,
  answers: CurrentAnswers,
  templates: Templates,
): Workflow {
  return { record, answers, planned: plan(answers.spec, templates) };
}

/** Only the re-exports of a cloud repository were generated here. */
export function isCloudOnly({ files }: WorkflowRecord): boolean {
  return files.length > 0 && files.every(({ id }) => id.startsWith('cloud-'));
}
