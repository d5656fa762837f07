import { createFormatter } from '../format/formatter.js';
import { missingDependencies } from '../host/dependencies.js';
import { withLock } from '../host/locked.js';
import { hasModule } from '../host/moduleSpecifiers.js';
import { type Project, readProjectFile } from '../host/project.js';
import { writeAll } from '../host/writer.js';
import type { WorkflowSpec } from '../spec/workflow.js';
import { compareWithDisk, type OnDifference } from './compare.js';
import { generateError } from './errors.js';
import { refuseMissingImports } from './missingImports.js';
import { plan } from './plan.js';
import type { PlannedFile } from './planned-file.js';
import { leftBy, readRecords, recordTexts, refuseMismatch, refuseOtherAnswers } from './record.js';
import type { GeneratedFile, GenerateResult } from './result.js';
import { refuseSamePath } from './samePath.js';
import { settledConflicts } from './settledConflicts.js';
import { type Templates, templatesIn } from './templates.js';
import { TEMPLATE_VERSION } from './templateVersions.js';

/** What breaks a rule in the planned files; a line is of the formatted file. */
export interface VerifyFinding {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly path: string;
  readonly line: number;
  readonly fix: string;
}

/** Judges planned files in memory. Injected, because the judge is heavy and generation must not depend on it. */
export type Verify = (
  files: readonly { path: string; content: string }[],
  options: Pick<WorkflowSpec, 'alias' | 'sdk'>,
) => Promise<readonly VerifyFinding[]>;

export interface GenerateOptions {
  /** False for a preview: everything happens but the writing. */
  readonly write: boolean;
  readonly onDifference: OnDifference;
  /** Version of the trifold package, for the record. */
  readonly trifoldVersion: string;
  /** `cloud`: only the re-exports of a cloud repository. */
  readonly only?: 'cloud';
  readonly verify?: Verify;
  readonly templates?: Templates;
  /** Of the templates, for the record. */
  readonly templateVersion?: string;
}

/**
 * Generates a workflow: plan, format, verify, compare with the disk, write all files or none, record.
 *
 * @throws TrifoldError of GEN_*, FORMAT_* and HOST_*; nothing has been written then
 */
export async function generateWorkflow(
  project: Project,
  spec: WorkflowSpec,
  options: GenerateOptions,
): Promise<GenerateResult> {
  const everything = plan(spec, options.templates ?? templatesIn());
  const planned = everything.filter(
    ({ scope }) => options.only === undefined || scope === options.only,
  );
  refuseSamePath(planned);
  refuseMissingImports(planned, spec, (module) => hasModule(project, module));
  const formatted = await formatAll(project, planned);
  await verifyAll(formatted, spec, options.verify);

  const work = { spec, planned, formatted, options };
  const preview = await decide(project, work);
  const files =
    options.write && preview.changes.length > 0 ? await write(project, work) : preview.files;
  return {
    spec,
    files,
    written: options.write,
    missingDependencies: await missingDependencies(project, packagesOf(spec, options.only)),
  };
}

interface Work {
  readonly spec: WorkflowSpec;
  readonly planned: readonly PlannedFile[];
  readonly formatted: readonly PlannedFile[];
  readonly options: GenerateOptions;
}

/** Decides once more, on what is there while no other command can write, and does it. */
function write(project: Project, work: Work): Promise<readonly GeneratedFile[]> {
  const command = `gen ${work.spec.name}`;
  return withLock(project, { command }, async (locked) => {
    const { files, changes } = await decide(locked, work);
    await writeAll(locked, changes, { command });
    return files;
  });
}

/** What becomes of each file, and what has to be written for it; nothing when all of it is on the disk already. */
async function decide(project: Project, { spec, planned, formatted, options }: Work) {
  const records = await readRecords(project, spec.name);
  if (options.only !== 'cloud') refuseMismatch(spec, records.project);
  refuseOtherAnswers(spec, records.workflow, options.onDifference);
  const files = await compareWithDisk(
    project,
    formatted,
    (file, current) => leftBy(records, file, current),
    options.onDifference,
  );
  const { trifoldVersion, templateVersion = TEMPLATE_VERSION } = options;
  const versions = { trifoldVersion, templateVersion };
  const changes = await changed(project, [
    ...files.filter(({ status }) => status === 'created' || status === 'overwritten'),
    ...recordTexts(spec, planned, files, records, versions),
  ]);
  return {
    files,
    changes: [...changes, ...(await settledConflicts(project, spec.name, files, records))],
  };
}

async function formatAll(
  project: Project,
  planned: readonly PlannedFile[],
): Promise<PlannedFile[]> {
  const format = createFormatter(project.root);
  return Promise.all(
    planned.map(async (file) => ({ ...file, content: await format(file.path, file.content) })),
  );
}

async function verifyAll(
  files: readonly PlannedFile[],
  spec: WorkflowSpec,
  verify?: Verify,
): Promise<void> {
  const findings = (await verify?.(files, { alias: spec.alias, sdk: spec.sdk })) ?? [];
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (!first) return;
  const lines = errors.map(
    ({ path, line, rule, message }) => `\n  ${path}:${line} ${message} (${rule})`,
  );
  throw generateError(
    'GEN_VERIFY_FAILED',
    `the planned files break a rule, nothing was written${lines.join('')}`,
    {
      fix: `${first.fix}, in the template; --no-verify writes the files all the same`,
    },
  );
}

/** Leaves out what is on the disk already, so that a second run writes nothing at all. */
async function changed(project: Project, texts: readonly { path: string; content: string }[]) {
  const current = await Promise.all(texts.map(({ path }) => readProjectFile(project, path)));
  return texts
    .filter(({ content }, index) => current[index] !== content)
    .map(({ path, content }) => ({ kind: 'write', path, content }) as const);
}

function packagesOf(spec: WorkflowSpec, only: GenerateOptions['only']): string[] {
  if (only === 'cloud') return [];
  return [
    '@upstash/workflow',
    'debug',
    '@types/debug',
    ...(spec.test ? ['vitest', 'trifold'] : []),
  ];
}
