import type { AnswerFact } from '../../code/facts/conventionFacts.js';
import type { StepFact, WorkflowFacts } from '../../code/facts/workflowFacts.js';
import { report, routesOf } from '../layers.js';
import type { Rule } from '../rule.js';
import { quoteStep } from '../stepText.js';

/** The execution layer asks whether its item still needs work before it works. */
export const itemCheckedBeforeWork: Rule = {
  meta: {
    id: 'item-checked-before-work',
    severity: 'warning',
    title: 'The execution layer asks whether its item still needs work',
  },
  judge: (facts) =>
    routesOf(facts, ['execution']).flatMap(({ workflow }) => {
      const [load, work] = workflow.steps.filter(({ insideStep }) => insideStep === undefined);
      if (!workflow.isComplete || !load || !work || mayAsk(workflow)) return [];
      return [
        report(
          work.at,
          {
            message: `${quoteStep(work)} works without asking whether the item still needs it`,
            // Source: test/departures/repeated-triggers.
            why: 'a fan-out step that is retried starts the same item again, and run ids and limits do not keep the runs apart: the work is done twice',
            fix: 'ask in the step that loads the item, and return `{ success: true, skipped: true }` when the work is done',
          },
          [{ message: 'the step before', ...load.at }],
        ),
      ];
    }),
};

/**
 * Whether something on the way looks like the question. Only a run that goes from its first step to the end, but for one
 * way out where the item is not found, surely does not ask.
 */
function mayAsk({ steps, exits, convention: { answers, deeds } }: WorkflowFacts): boolean {
  const later = answers.filter(({ stepsBefore }) => stepsBefore !== 'none');
  const left = exits.filter(({ isHandler, stepsBefore }) => isHandler && stepsBefore !== 'none');
  const ends = left.filter(({ kind }) => kind === 'end').length;
  const thrown = left.filter(({ kind }) => kind === 'throw').length;
  const failures = later.filter(isFailure).length;
  const goesStraight = later.length - failures + ends === 1 && failures + thrown <= 1;
  return (
    !goesStraight ||
    steps.some(isConditional) ||
    // `ids.filter()` is no question about the item.
    deeds.some(({ kind, name }) => kind === 'filter' && name !== 'filter')
  );
}

function isFailure({ success, fields }: AnswerFact): boolean {
  return (
    success === false && !fields?.some((field) => /skip|already|done|reason|status/i.test(field))
  );
}

function isConditional({ when, loops, kind }: StepFact): boolean {
  return when.length > 0 || loops.length > 0 || !/^(run|call|invoke|api)$/.test(kind);
}
