import type { StepFact } from '../../code/facts/workflowFacts.js';
import type { Report, Rule } from '../rule.js';
import { quoteStep } from '../stepText.js';

/** Steps that are to run in parallel start at once, without waiting for anything else. */
export const noAwaitBeforeParallelStep: Rule = {
  meta: {
    id: 'no-await-before-parallel-step',
    severity: 'error',
    title: 'Parallel steps start without waiting for anything else',
  },
  judge: ({ workflows }) => workflows.flatMap(({ steps }) => steps.flatMap(judgeStep)),
};

function judgeStep(step: StepFact): Report[] {
  if (!step.waitsFor || step.insideStep !== undefined) return [];
  return [
    {
      message: `Parallel step ${quoteStep(step)} only starts after something else has been waited for`,
      // Source: `AutoExecutor.deferExecution` in @upstash/workflow; test/lint/hazards.sdk.test.ts.
      why: 'the SDK takes steps for parallel that start within two microtasks: whether these are grouped depends on timing, and the run fails when it differs between deliveries',
      fix: 'do the waiting inside the step, or in a step of its own before what runs in parallel',
      ...step.at,
      related: [{ message: 'waits here', ...step.waitsFor }],
    },
  ];
}
