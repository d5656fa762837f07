import type { WorkflowFacts } from '../../code/facts/workflowFacts.js';
import { outsidePlace } from '../outsidePlace.js';
import type { Report, Rule } from '../rule.js';

/** A line that is logged between the steps is logged again at each replay. */
export const noLogsOutsideSteps: Rule = {
  meta: { id: 'no-logs-outside-steps', severity: 'info', title: 'Logs are written inside steps' },
  judge: ({ workflows }) => workflows.flatMap(judgeWorkflow),
};

function judgeWorkflow({ outside, steps }: WorkflowFacts): Report[] {
  return outside.flatMap((fact) => {
    if (fact.kind !== 'log') return [];
    const { called, at, related } = outsidePlace(fact, steps);
    return [
      {
        message: `\`${called}\` is called outside a step`,
        // Source: test/departures/outside-steps.sdk.test.ts.
        why: 'each delivery runs the code up to the next step twice: before the first of n steps the line is logged 2 × (n + 1) times in a run',
        fix: 'log inside the step that it is about, or after the last one',
        ...at,
        related,
      },
    ];
  });
}
