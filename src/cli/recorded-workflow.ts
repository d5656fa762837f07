import type { Project } from '../host/project.js';
import { listRecordedWorkflows, readWorkflowRecord } from '../host/record.js';
import { TrifoldError } from '../shared/errors.js';
import { nameSchema } from '../spec/name.js';
import { parseWorkflowSpec } from '../spec/parse.js';
import { nearest } from '../spec/suggest.js';
import type { WorkflowSpec } from '../spec/workflow.js';

/**
 * The answers that a workflow of the project was generated from; its name in any spelling.
 *
 * @throws TrifoldError CLI_WORKFLOW_UNKNOWN that names the workflows there are
 */
export async function recordedWorkflow(project: Project, typed: string): Promise<WorkflowSpec> {
  const record = await readWorkflowRecord(project, await recordedName(project, typed));
  return parseWorkflowSpec(record?.answers);
}

/** The name of a recorded workflow, given in any spelling. Throws CLI_WORKFLOW_UNKNOWN. */
export async function recordedName(project: Project, typed: string): Promise<string> {
  const name = nameSchema().safeParse(typed).data ?? typed;
  const known = await listRecordedWorkflows(project);
  if (!known.includes(name)) throw unknownWorkflow(typed, name, known);
  return name;
}

function unknownWorkflow(typed: string, name: string, known: readonly string[]): TrifoldError {
  const meant = nearest(name, known);
  const all = `the recorded workflows are ${known.join(', ')}`;
  if (known.length === 0) {
    return new TrifoldError('CLI_WORKFLOW_UNKNOWN', `there is no workflow ${typed}`, {
      why: 'nothing is recorded in .trifold of this project',
      fix: 'name the project with --cwd, or generate the workflow with `trifold gen workflow`',
    });
  }
  return new TrifoldError('CLI_WORKFLOW_UNKNOWN', `there is no workflow ${typed}`, {
    why: all,
    fix: `write ${meant ?? known.join(' or ')}`,
  });
}
