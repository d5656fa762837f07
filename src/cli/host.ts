import { relative, resolve } from 'node:path';
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { detectDefaults } from '../host/detect.js';
import { recover } from '../host/locked.js';
import { openProject, type Project } from '../host/project.js';
import { type ProjectRecord, readProjectRecord } from '../host/record.js';
import type { Remark } from '../report/generate.js';
import type { ProjectDefaults } from '../spec/parse.js';

/** The project a command works in, and what it knows. */
export interface Host {
  readonly project: Project;
  /** What the record says, or else the project's files. */
  readonly defaults: ProjectDefaults;
  readonly remarks: readonly Remark[];
  /** The project's folder as seen from where the user is; `.` when it is the same. */
  readonly folder: string;
}

/** The root of this package; run from source it is Trifold's own repository. */
const OWN_ROOT = realpathSync(fileURLToPath(new URL('../..', import.meta.url)));

/**
 * Opens the project in `given`, the folder of `--cwd`, or around the user's folder; a command that was interrupted there
 * is finished or taken back first. From source in Trifold's own repository, with no folder given, it is the playground.
 */
export async function openHost(cwd: string, given: string | undefined): Promise<Host> {
  const project = await projectToWorkIn(cwd, given);
  const recovery = await recover(project, { command: 'gen' });
  const { defaults, findings } = await detectDefaults(project);
  const record = await readProjectRecord(project);
  return {
    project,
    defaults: { ...defaults, ...(record === undefined ? {} : recordedDefaults(record)) },
    remarks: [...findings, ...recovered(recovery)],
    folder: relative(realpathSync(cwd), project.root) || '.',
  };
}

/** Whether Trifold runs from source and the folder belongs to its own repository, not to a project inside it. */
export async function isOwnRepository(folder: string): Promise<boolean> {
  if (!import.meta.url.endsWith('.ts')) return false;
  const project = await openProject(folder).catch(() => undefined);
  return project?.root === OWN_ROOT;
}

/** The project in `given`, or around the user's folder, or the playground; nothing that was interrupted is looked after. */
export async function projectToWorkIn(
  cwd: string,
  given: string | undefined,
  open = openProject,
): Promise<Project> {
  if (given !== undefined) return open(resolve(cwd, given));
  if (!(await isOwnRepository(cwd))) return open(cwd);
  const { ensurePlayground } = await import('../host/playground.js');
  return ensurePlayground(OWN_ROOT);
}

function recordedDefaults(record: ProjectRecord): ProjectDefaults {
  const { sdk, framework, alias, paths, logNamespace, database } = record;
  return { sdk, framework, alias, paths, logNamespace, database };
}

function recovered(recovery: Awaited<ReturnType<typeof recover>>): Remark[] {
  if (recovery === undefined || recovery.outcome === 'nothing-written') return [];
  const { command = 'a command', outcome, kept } = recovery;
  const verb = outcome === 'finished' ? 'finished' : 'taken back';
  return [
    {
      message: `${command} had been interrupted and was ${verb}`,
      fix: kept.length === 0 ? 'nothing is left to do' : `look at ${kept.join(', ')}`,
    },
  ];
}
