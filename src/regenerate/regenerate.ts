import { formatInThreads } from '../format/formatInThreads.js';
import { type Templates, templatesIn } from '../generate/templates.js';
import {
  type ChangelogEntry,
  TEMPLATE_VERSION,
  TEMPLATE_VERSIONS,
} from '../generate/templateVersions.js';
import type { Change } from '../host/change.js';
import type { Disk } from '../host/disk.js';
import { withLock } from '../host/locked.js';
import type { Project } from '../host/project.js';
import { listRecordedWorkflows, readProjectRecord } from '../host/record.js';
import { writeAll } from '../host/writer.js';
import type { PartialSpec } from '../spec/answer.js';
import type { AnswerChanges } from '../spec/changes.js';
import { nearest } from '../spec/suggest.js';
import { projectAnswers } from './answers.js';
import { brokenImports } from './brokenImports.js';
import { regenerateError } from './errors.js';
import { type Migration as CodeMigration, migrationChanges, planSdk1 } from './migrate.js';
import type { Migration } from './migrations/migration.js';
import type { ConflictStyle, Progress, RegenerateResult } from './outcome.js';
import { regenerateGroups } from './groups.js';
import { inOrder } from './inOrder.js';
import { refuseFixedAnswers } from './refusedAnswers.js';
import { refuseUncommitted } from './uncommitted.js';

export interface RegenerateOptions {
  /** False for a preview: everything happens but the writing. */
  readonly write: boolean;
  /** Workflows, as they are recorded; all of them when left out. */
  readonly names?: readonly string[];
  /** Answers to change on the way, nested as in a spec; its flags join those that there are. */
  readonly set?: PartialSpec;
  /** Dotted paths of answers to give up on the way; `flags.paidOnly` is one flag. */
  readonly unset?: readonly string[];
  /** Bring back files that a person has deleted. */
  readonly restore?: boolean;
  /** Take what earlier runs have left to be reviewed as it is. */
  readonly reviewed?: boolean;
  /** `markers` unless told. */
  readonly conflict?: ConflictStyle;
  /** Change files with uncommitted changes, too. */
  readonly force?: boolean;
  readonly trifoldVersion: string;
  readonly templates?: Templates;
  /** Of the templates, for the record. */
  readonly templateVersion?: string;
  /** Of the templates; of Trifold's own unless told. */
  readonly changelog?: readonly ChangelogEntry[];
  /** Trifold's own unless told. */
  readonly migrations?: readonly Migration[];
  readonly onProgress?: (progress: Progress) => void;
  /** What writes; the real disk unless told. */
  readonly disk?: Disk;
}

/**
 * Brings recorded workflows, and the files that they share, to what the templates write now, and keeps what people have
 * written: all files or none. It does nothing, and writes nothing, where the templates write what they wrote before.
 *
 * @throws TrifoldError of REGENERATE_*, SPEC_INVALID, GEN_TEMPLATE_*, FORMAT_* and HOST_*; nothing has been written then
 */
export async function regenerateProject(
  project: Project,
  options: RegenerateOptions,
): Promise<RegenerateResult> {
  if (!options.write) return (await decideAll(project, options)).result;
  const command = ['regenerate', ...(options.names ?? [])].join(' ');
  return withLock(project, { command }, async (locked) => {
    const { result, changes } = await decideAll(locked, options);
    if (options.force !== true) await refuseUncommitted(locked, changes);
    await writeAll(locked, changes, { command, ...(options.disk && { disk: options.disk }) });
    return { ...result, written: true };
  });
}

async function decideAll(
  project: Project,
  options: RegenerateOptions,
): Promise<{ result: RegenerateResult; changes: Change[] }> {
  const { set = {}, unset = [], names = [] } = options;
  const answers = { set, unset };
  refuseFixedAnswers(answers, names.length > 0);
  await using formatter = formatInThreads(project.root);
  const groups = await regenerateGroups(project, {
    workflows: await workflowsNamed(project, names),
    changes: answers,
    isForAll: names.length === 0,
    isReviewed: options.reviewed ?? false,
    decide: {
      format: formatter.format,
      restore: options.restore ?? false,
      conflict: options.conflict ?? 'markers',
    },
    templates: options.templates ?? templatesIn(),
    versions: {
      trifoldVersion: options.trifoldVersion,
      templateVersion: options.templateVersion ?? TEMPLATE_VERSION,
    },
    changelog: options.changelog ?? TEMPLATE_VERSIONS,
    migrations: options.migrations,
    onProgress: options.onProgress ?? (() => undefined),
  });
  const byHand = await codeByHand(project, answers);
  return {
    result: {
      groups: groups.map(({ group }) => group),
      brokenImports: await brokenImports(
        project,
        groups.flatMap(({ group }) => group.files),
      ),
      ...(byHand && { byHand }),
      written: false,
    },
    changes: inOrder([
      ...groups.flatMap(({ changes }) => changes),
      ...(byHand ? migrationChanges(byHand) : []),
    ]),
  };
}

/** A project has one SDK, so what is written by hand goes along; undefined where the SDK stays. */
async function codeByHand(
  project: Project,
  changes: AnswerChanges,
): Promise<CodeMigration | undefined> {
  const record = await readProjectRecord(project);
  if (record === undefined || projectAnswers(record, changes).sdk <= record.sdk) return undefined;
  return planSdk1(project, ['.']);
}

async function workflowsNamed(project: Project, names: readonly string[]): Promise<string[]> {
  const known = await listRecordedWorkflows(project);
  if (known.length === 0) {
    throw regenerateError('REGENERATE_NOTHING_RECORDED', 'there is nothing to regenerate', {
      why: `no workflow is recorded in .trifold of ${project.root}`,
      fix: 'name the project with --cwd, or generate a workflow with `trifold gen workflow`',
    });
  }
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined)
    return known.filter((name) => names.length === 0 || names.includes(name));
  throw regenerateError('REGENERATE_UNKNOWN_WORKFLOW', `there is no workflow ${unknown}`, {
    why: `the recorded workflows are ${known.join(', ')}`,
    fix: `write ${nearest(unknown, known) ?? known.join(' or ')}`,
  });
}
