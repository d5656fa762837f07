import type { WorkflowFacts } from '../../code/facts/workflowFacts.js';
import type { Report, Rule } from '../rule.js';

/** A workflow returns data, not an HTTP response. */
export const noResponseReturned: Rule = {
  meta: {
    id: 'no-response-returned',
    severity: 'error',
    title: 'The workflow function returns data, not a Response',
  },
  judge: ({ workflows }) => workflows.flatMap(judgeWorkflow),
};

function judgeWorkflow({ convention }: WorkflowFacts): Report[] {
  return convention.answers.flatMap(({ at, isResponse, stepsBefore }) => {
    // Before the first step every answer is refused, which other rules report.
    if (!isResponse || stepsBefore === 'none') return [];
    return [
      {
        message: 'The workflow function returns a Response',
        // Source: test/lint/sdk/between-steps.sdk.test.ts.
        why: 'what it returns becomes the result of the run as JSON, and a Response is {} there: body and status are lost, and the run succeeds whatever the status says',
        fix: 'return the data itself; to fail the run, throw a WorkflowNonRetryableError from @upstash/workflow',
        ...at,
        related: [],
      },
    ];
  });
}
