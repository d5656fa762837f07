import { generateWorkflow } from '../generate/generate.js';
import { verifyPlannedFiles } from '../lint/verify.js';
import type { GenerateReport } from '../report/generate.js';
import type { PartialSpec } from '../spec/answer.js';
import { parseWorkflowSpec } from '../spec/parse.js';
import type { Host } from './host.js';
import { nextStepsOf } from './next-steps.js';
import { hasVitestConfig } from './vitest-config.js';
import { packageManagerOf } from './package-manager.js';
import { projectTemplates } from './project-templates.js';
import { packageVersion } from './version.js';

export interface ScaffoldOptions {
  /** False for a preview, in which files with other content are no obstacle. */
  readonly write: boolean;
  readonly onDifference: 'stop' | 'overwrite' | 'skip';
  readonly verify: boolean;
  /** Only the re-exports of a cloud repository. */
  readonly only?: 'cloud';
}

/**
 * From answers to files: the one way that the command line and plop share.
 *
 * @throws TrifoldError of SPEC_*, GEN_*, FORMAT_* and HOST_*; nothing has been written then
 */
export async function scaffold(
  host: Host,
  answers: PartialSpec,
  { write, onDifference, verify, only }: ScaffoldOptions,
): Promise<GenerateReport> {
  const { project, defaults, remarks, folder } = host;
  const spec = parseWorkflowSpec(answers, defaults);
  const own = await projectTemplates(project);
  const result = await generateWorkflow(project, spec, {
    templates: own.templates,
    templateVersion: own.version,
    write,
    onDifference: !write && onDifference === 'stop' ? 'overwrite' : onDifference,
    trifoldVersion: packageVersion(),
    ...(verify && { verify: verifyPlannedFiles }),
    ...(only && { only }),
  });
  const packageManager = await packageManagerOf(project);
  const configuresTests = await hasVitestConfig(project);
  const around = { packageManager, projectFolder: folder, only, configuresTests };
  const nextSteps = nextStepsOf(result, around);
  return { result, remarks: [...remarks, ...own.remarks], nextSteps };
}
