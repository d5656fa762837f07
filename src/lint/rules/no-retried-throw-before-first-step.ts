import type { ExitFact } from '../../code/facts/workflowFacts.js';
import { earlyExits, HEADERS, throwInstead } from '../earlyExits.js';
import type { Report, Rule } from '../rule.js';
import { callsTo } from '../stepText.js';

/** What refuses a payload before the first step does it once and for all. */
export const noRetriedThrowBeforeFirstStep: Rule = {
  meta: {
    id: 'no-retried-throw-before-first-step',
    severity: 'error',
    title: 'A payload is refused with WorkflowNonRetryableError',
  },
  judge: ({ workflows }) => workflows.flatMap(earlyExits).flatMap(judgeExit),
};

function judgeExit(exit: ExitFact): Report[] {
  // An error that has nothing to do with the payload, such as a missing variable of the environment, may go away.
  const concernsPayload = exit.isHandler || exit.decidedBy.some((part) => part !== HEADERS);
  if (exit.kind !== 'throw' || exit.error !== 'retried' || !concernsPayload) return [];
  return [
    {
      message: `\`${exit.what}\` before the first step is retried`,
      why: 'the SDK answers HTTP 500, QStash delivers the same payload again and again, and the failure function fails the same way',
      fix: exit.what?.endsWith('()')
        ? `use the form that does not throw (such as safeParse) and ${throwInstead}`
        : throwInstead,
      ...exit.at,
      related: callsTo(exit.via),
    },
  ];
}
