import type { WorkflowFacts } from '../../code/facts/workflowFacts.js';
import type { Report, Rule } from '../rule.js';
import { quoteStep } from '../stepText.js';

/** A step waits for all that it starts. */
export const noFloatingPromiseInStep: Rule = {
  meta: {
    id: 'no-floating-promise-in-step',
    severity: 'error',
    title: 'A step waits for what it starts',
  },
  judge: ({ workflows }) => workflows.flatMap(judgeWorkflow),
};

function judgeWorkflow({ steps, dropped }: WorkflowFacts): Report[] {
  return dropped.flatMap(({ what, at, insideStep }): Report[] => {
    const step = insideStep === undefined ? undefined : steps[insideStep];
    if (!step) return [];
    return [
      {
        message: `Step ${quoteStep(step)} does not wait for \`${what}\``,
        why: 'the step counts as done while its work goes on: an error in it is lost and not retried, and a serverless function may be frozen before it ends',
        fix: what.endsWith('forEach()')
          ? 'use `for … of` with await, or `await Promise.all(list.map(…))`'
          : 'await it; write `void` in front where losing it is fine',
        ...at,
        related: [{ message: 'the step', ...step.at }],
      },
    ];
  });
}
