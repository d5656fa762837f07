import { plan } from '../generate/plan.js';
import type { PlannedFile } from '../generate/planned-file.js';
import type { Templates } from '../generate/templates.js';
import { versionsBetween } from '../generate/templateVersions.js';
import type { Change } from '../host/change.js';
import type { Project } from '../host/project.js';
import { readProjectRecord, readWorkflowRecord, type WorkflowRecord } from '../host/record.js';
import { inParallel } from '../shared/inParallel.js';
import type { PartialSpec } from '../spec/answer.js';
import { currentAnswers, type CurrentAnswers, projectAnswers } from './answers.js';
import type { Decision } from './decision.js';
import { decideFiles, type GroupDecideOptions } from './decideFiles.js';
import type { Migration } from './migrations/migration.js';
import { movedRecords } from './migrations/moved.js';
import { migrateSides } from './migrations/sides.js';
import type { Progress, RegeneratedGroup, TemplateMove } from './outcome.js';
import { fileChanges, projectRecordChange, type Versions, workflowRecordChange } from './record.js';
import { reviewed } from './reviewed.js';

export interface GroupOptions {
  readonly workflows: readonly string[];
  readonly set: PartialSpec;
  readonly decide: GroupDecideOptions;
  readonly templates: Templates;
  readonly versions: Versions;
  readonly migrations?: readonly Migration[] | undefined;
  readonly onProgress: (progress: Progress) => void;
}

export interface DecidedGroup {
  readonly group: RegeneratedGroup;
  readonly changes: readonly Change[];
}

/** One workflow as it is recorded, and as the templates would write it now. */
interface Workflow {
  readonly record: WorkflowRecord;
  readonly answers: CurrentAnswers;
  readonly planned: readonly PlannedFile[];
}

/** The project's own files once, then every workflow. */
export async function regenerateGroups(
  project: Project,
  options: GroupOptions,
): Promise<DecidedGroup[]> {
  const { workflows, set, onProgress } = options;
  const projectRecord = await readProjectRecord(project);
  const owner = projectRecord && projectAnswers(projectRecord, set);
  const records = await recordsOf(project, workflows);
  const decide = {
    ...options.decide,
    migrated: await migrateSides(
      project,
      movedRecords(
        records,
        projectRecord && owner && { before: projectRecord, after: owner },
        options.versions.templateVersion,
      ),
      { format: options.decide.format, migrations: options.migrations },
    ),
  };

  const first = records.find(({ record }) => !isCloudOnly(record));
  const { shared, group } = first ? await decideShared(first.record) : NOTHING_SHARED;
  const groups: DecidedGroup[] = [];
  let done = 0;
  await inParallel(records, AT_ONCE, async ({ name, record }, index) => {
    onProgress({ done, total: workflows.length, next: name });
    const workflow = workflowOf(record, currentAnswers(record, owner, set), options.templates);
    const found = { workflow, shared, options: { ...options, decide } };
    groups[index] = await workflowGroup(project, name, found);
    done += 1;
  });
  return [...group, ...groups];

  async function decideShared(record: WorkflowRecord) {
    const answers = currentAnswers(record, owner, set);
    const { planned } = workflowOf(record, answers, options.templates);
    const decided = await decideFiles(project, 'project', decide, {
      planned: planned.filter(({ scope }) => scope === 'project'),
      entries: projectRecord?.files ?? [],
    });
    const { migrated } = decide;
    const { spec } = answers;
    const decisions = await reviewed(decided, { shared: [], spec, migrated });
    return { shared: decided, group: [sharedGroup(decisions, projectRecord, owner)] };
  }

  function sharedGroup(
    decisions: readonly Decision[],
    before: typeof projectRecord,
    after: typeof owner,
  ): DecidedGroup {
    const changes = [
      ...fileChanges(project, 'project', decisions, before?.files ?? []),
      ...projectRecordChange(before, after, decisions),
    ];
    return { group: groupOf(undefined, decisions, changes), changes };
  }
}

async function recordsOf(project: Project, names: readonly string[]) {
  const records = await Promise.all(
    names.map(async (name) => ({ name, record: await readWorkflowRecord(project, name) })),
  );
  return records.flatMap(({ name, record }) => (record ? [{ name, record }] : []));
}

async function workflowGroup(
  project: Project,
  name: string,
  found: { workflow: Workflow; shared: readonly Decision[]; options: GroupOptions },
): Promise<DecidedGroup> {
  const { workflow, shared, options } = found;
  const { record, answers, planned } = workflow;
  const own = planned.filter(({ scope }) =>
    isCloudOnly(record) ? scope === 'cloud' : scope !== 'project',
  );
  const decided = await decideFiles(project, { workflow: name }, options.decide, {
    planned: own,
    entries: record.files,
  });
  const decisions = await reviewed(
    decided,
    { shared, spec: answers.spec, migrated: options.decide.migrated },
    planned,
  );
  const changes = [
    ...fileChanges(project, { workflow: name }, decisions, record.files),
    ...workflowRecordChange(name, {
      record,
      spec: answers.spec,
      decisions,
      versions: options.versions,
    }),
  ];
  const group = groupOf(name, decisions, changes, answers);
  const templates = templateMove(record.templateVersion, options.versions.templateVersion);
  return { group: { ...group, ...(templates && { templates }) }, changes };
}

function templateMove(from: string, to: string): TemplateMove | undefined {
  if (from === to) return undefined;
  const changes = versionsBetween(from, to).flatMap(({ version, changes: lines }) =>
    lines.map((change) => ({ version, change })),
  );
  return { from, to, changes };
}

function workflowOf(
  record: WorkflowRecord,
  answers: CurrentAnswers,
  templates: Templates,
): Workflow {
  return { record, answers, planned: plan(answers.spec, templates) };
}

/** Only the re-exports of a cloud repository were generated here. */
function isCloudOnly({ files }: WorkflowRecord): boolean {
  return files.length > 0 && files.every(({ id }) => id.startsWith('cloud-'));
}

function groupOf(
  workflow: string | undefined,
  decisions: readonly Decision[],
  changes: readonly Change[],
  { newAnswers, droppedAnswers }: Omit<CurrentAnswers, 'spec'> = NO_ANSWERS,
): RegeneratedGroup {
  const files = decisions.map(({ file }) => file);
  return {
    workflow,
    files,
    newAnswers,
    droppedAnswers,
    isOutOfDate: changes.length > 0 || files.some(({ outcome }) => outcome === 'conflict'),
  };
}

/** Enough to keep the threads that format at work. */
const AT_ONCE = 16;

const NOTHING_SHARED: { shared: readonly Decision[]; group: DecidedGroup[] } = {
  shared: [],
  group: [],
};

const NO_ANSWERS = { newAnswers: {}, droppedAnswers: [] };
