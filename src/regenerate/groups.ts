import type { Templates } from '../generate/templates.js';
import type { Project } from '../host/project.js';
import { readProjectRecord, readWorkflowRecord, type WorkflowRecord } from '../host/record.js';
import { inParallel } from '../shared/inParallel.js';
import type { AnswerChanges } from '../spec/changes.js';
import { currentAnswers, projectAnswers } from './answers.js';
import { type DecidedGroup, groupOf } from './decidedGroup.js';
import type { Decision } from './decision.js';
import { decideFiles } from './decideFiles.js';
import { goneFiles, withImportReviews } from './goneFiles.js';
import type { Migration } from './migrations/migration.js';
import { movedRecords } from './migrations/moved.js';
import { migrateSides } from './migrations/sides.js';
import { withOpenReviews } from './openReviews.js';
import type { Progress } from './outcome.js';
import { fileChanges, projectRecordChange } from './record.js';
import { refuseUnknownFlags } from './refusedAnswers.js';
import { reviewed } from './reviewed.js';
import {
  isCloudOnly,
  workflowGroup,
  type WorkflowGroupOptions,
  workflowOf,
} from './workflowGroup.js';

export interface GroupOptions extends WorkflowGroupOptions {
  readonly workflows: readonly string[];
  readonly changes: AnswerChanges;
  /** Whether the changes are for every workflow, and so for the project: what is generated next has them, too. */
  readonly isForAll: boolean;
  readonly templates: Templates;
  readonly migrations?: readonly Migration[] | undefined;
  readonly onProgress: (progress: Progress) => void;
}

/** The project's own files once, then every workflow. */
export async function regenerateGroups(
  project: Project,
  options: GroupOptions,
): Promise<DecidedGroup[]> {
  const { workflows, changes, onProgress } = options;
  const projectRecord = await readProjectRecord(project);
  const owner =
    projectRecord && (options.isForAll ? projectAnswers(projectRecord, changes) : projectRecord);
  const records = await recordsOf(project, workflows);
  refuseUnknownFlags(
    changes,
    records.map(({ record }) => record),
  );
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
    const workflow = workflowOf(record, currentAnswers(record, owner, changes), options.templates);
    const found = { workflow, shared, options: { ...options, decide } };
    groups[index] = await workflowGroup(project, name, found);
    done += 1;
  });
  return [...group, ...groups];

  async function decideShared(record: WorkflowRecord) {
    const answers = currentAnswers(record, owner, changes);
    const { planned } = workflowOf(record, answers, options.templates);
    const decided = await decideFiles(project, 'project', decide, {
      planned: planned.filter(({ scope }) => scope === 'project'),
      entries: projectRecord?.files ?? [],
    });
    const { migrated } = decide;
    const { spec } = answers;
    const merged = await reviewed(decided, { shared: [], spec, migrated });
    const looked = withImportReviews(merged, goneFiles(decided), spec.alias);
    const entries = projectRecord?.files ?? [];
    const { isReviewed } = options;
    const decisions = await withOpenReviews(looked, entries, { shared: [], spec, isReviewed });
    return { shared: decided, group: [sharedGroup(decisions, projectRecord, owner)] };
  }

  function sharedGroup(
    decisions: readonly Decision[],
    before: typeof projectRecord,
    after: typeof owner,
  ): DecidedGroup {
    const writes = [
      ...fileChanges(project, 'project', decisions, before?.files ?? []),
      ...projectRecordChange(before, after, decisions),
    ];
    return { group: groupOf(undefined, decisions, writes), changes: writes };
  }
}

async function recordsOf(project: Project, names: readonly string[]) {
  const records = await Promise.all(
    names.map(async (name) => ({ name, record: await readWorkflowRecord(project, name) })),
  );
  return records.flatMap(({ name, record }) => (record ? [{ name, record }] : []));
}

/** Enough to keep the threads that format at work. */
const AT_ONCE = 16;

const NOTHING_SHARED: { shared: readonly Decision[]; group: DecidedGroup[] } = {
  shared: [],
  group: [],
};
