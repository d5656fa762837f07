import type { ExitFact, WorkflowFacts } from '../code/facts/workflowFacts.js';

export const HEADERS = 'context.headers';
export const ENVIRONMENT = 'process.env';
export const throwInstead = 'throw a WorkflowNonRetryableError from @upstash/workflow';

/** The ways out of a served workflow before its first step. */
export function earlyExits({ kind, exits }: WorkflowFacts): ExitFact[] {
  return kind === 'served' ? exits.filter(({ stepsBefore }) => stepsBefore === 'none') : [];
}

/** These, and the ways out that some payload reaches without a step. */
export function exitsWithoutStep(workflow: WorkflowFacts): ExitFact[] {
  if (workflow.kind !== 'served') return [];
  return workflow.exits.filter(
    ({ stepsBefore, skippedBy }) => stepsBefore === 'none' || skippedBy !== undefined,
  );
}
