import type { ExitFact, WorkflowFacts } from '../code/facts/workflowFacts.js';

export const HEADERS = 'context.headers';
export const ENVIRONMENT = 'process.env';
export const throwInstead = 'throw a WorkflowNonRetryableError from @upstash/workflow';

/** The ways out of a served workflow before its first step. */
export function earlyExits({ kind, exits }: WorkflowFacts): ExitFact[] {
  return kind === 'served' ? exits.filter(({ stepsBefore }) => stepsBefore === 'none') : [];
}
