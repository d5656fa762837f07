import type { WorkflowFacts } from '../../code/facts/workflowFacts.js';
import type { Report, Rule } from '../rule.js';
import { quoteStep } from '../stepText.js';

/** A step's result is a message: it holds a page or a count, not everything there is. */
export const boundedStepResults: Rule = {
  meta: {
    id: 'bounded-step-results',
    severity: 'warning',
    title: 'Steps return pages or counts, not all rows',
  },
  judge: ({ workflows }) => workflows.flatMap(judgeWorkflow),
};

function judgeWorkflow({ unbounded, steps }: WorkflowFacts): Report[] {
  return unbounded.flatMap(({ step: index, query }) => {
    const step = steps[index];
    if (!step) return [];
    return [
      {
        message: `Step ${quoteStep(step)} returns all that \`${query.what}\` answers`,
        // Source: https://upstash.com/docs/qstash/overall/pricing (maximum message size); test/runtime/bounded-results.sdk.test.ts.
        why: 'the result is a message, at most 1 MB on the free plan, and is sent along with every later delivery of the run: it works until there are too many rows',
        fix: 'return a count, or read page by page (LIMIT and a cursor) and hand each page on to a run of its own',
        ...step.at,
        related: [{ message: `here: ${query.what}`, ...query.at }],
      },
    ];
  });
}
