import type { MutationFact } from '../../code/facts/mutationFacts.js';
import type { StepFact, WorkflowFacts } from '../../code/facts/workflowFacts.js';
import type { Report, Rule } from '../rule.js';
import { quoteStep } from '../stepText.js';

/** What a step finds out leaves it as its result, not through a variable from around it. */
export const noMutationInStep: Rule = {
  meta: {
    id: 'no-mutation-in-step',
    severity: 'error',
    title: 'Steps hand on what they find out as their result',
  },
  judge: ({ workflows }) => workflows.flatMap(judgeWorkflow),
};

function judgeWorkflow({ steps, mutations }: WorkflowFacts): Report[] {
  // One look is enough to say what is wrong with a change.
  const byChange = new Map(mutations.toReversed().map((each) => [JSON.stringify(each.at), each]));
  return [...byChange.values()].flatMap((mutation) => {
    const step = steps[mutation.step];
    return step ? [reportFor(mutation, step)] : [];
  });
}

function reportFor({ variable, at, readAt, readInside }: MutationFact, step: StepFact): Report {
  return {
    message: `Step ${quoteStep(step)} changes \`${variable}\`, which is read ${readInside === undefined ? 'outside of it' : 'in a later step'}`,
    why: 'a step runs in one delivery only; in all later ones its callback is skipped, and the variable still has its old value',
    fix: `return it from the step: \`${variable} = await context.run(…, () => …)\``,
    ...at,
    related: [
      { message: 'read here', ...readAt },
      { message: 'the step', ...step.at },
    ],
  };
}
