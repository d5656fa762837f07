import type { StepFact, WorkflowFacts } from '../../code/facts/workflowFacts.js';
import type { Report, Rule } from '../rule.js';
import { callsTo, quoteStep } from '../stepText.js';

/** A step is never run from inside another step's callback. */
export const noNestedSteps: Rule = {
  meta: { id: 'no-nested-steps', severity: 'error', title: 'Steps are not nested in steps' },
  judge: ({ workflows }) => workflows.flatMap(judgeWorkflow),
};

function judgeWorkflow({ steps }: WorkflowFacts): Report[] {
  return steps.flatMap((step) => {
    const outer = step.insideStep === undefined ? undefined : steps[step.insideStep];
    return outer ? [reportFor(step, outer)] : [];
  });
}

function reportFor(step: StepFact, outer: StepFact): Report {
  return {
    message: `Step ${quoteStep(step)} is inside the callback of step ${quoteStep(outer)}`,
    // Source: `checkExecutingStep` in @upstash/workflow looks when the inner step starts; test/lint/hazards.sdk.test.ts.
    why: 'the SDK refuses it when it starts at once; behind an `await` it is not noticed, and the outer step is lost without an error',
    fix: 'end the outer step first, and hand what the inner one needs on as its result',
    ...step.at,
    related: [{ message: 'the outer step', ...outer.at }, ...callsTo(step.via)],
  };
}
