import type { Facts, WorkflowFacts } from '../code/facts/workflowFacts.js';

/** The workflows that are served; functions that only help one are judged with those that call them. */
export function servedWorkflows({ workflows }: Facts): WorkflowFacts[] {
  return workflows.filter(({ kind }) => kind === 'served');
}
