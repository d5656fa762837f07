import type { ExitFact } from '../../code/facts/workflowFacts.js';
import { earlyExits, ENVIRONMENT, HEADERS, throwInstead } from '../earlyExits.js';
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
  if (exit.kind !== 'throw' || exit.error !== 'retried' || !concernsPayload(exit)) return [];
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

/** An error that has nothing to do with the payload, such as a missing variable of the environment, may go away. */
function concernsPayload({ isHandler, decidedBy }: ExitFact): boolean {
  const parts = decidedBy.filter((part) => part !== HEADERS);
  const isEnvironment = parts.length > 0 && parts.every((part) => part === ENVIRONMENT);
  return !isEnvironment && (isHandler || parts.length > 0);
}
