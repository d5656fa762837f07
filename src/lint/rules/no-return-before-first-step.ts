import type { ExitFact } from '../../code/facts/workflowFacts.js';
import { exitsWithoutStep, HEADERS, throwInstead } from '../earlyExits.js';
import type { Report, Rule } from '../rule.js';
import { callsTo } from '../stepText.js';

/** A workflow function runs a step before it ends. */
export const noReturnBeforeFirstStep: Rule = {
  meta: {
    id: 'no-return-before-first-step',
    severity: 'error',
    title: 'A workflow runs a step before it returns',
  },
  judge: ({ workflows }) => workflows.flatMap(exitsWithoutStep).flatMap(judgeExit),
};

function judgeExit(exit: ExitFact): Report[] {
  if (exit.kind === 'throw' || !exit.isHandler || exit.isCancelled) return [];
  // The answer to a return, "Failed to authenticate", is what a check of the request's headers wants.
  // Source: https://upstash.com/docs/workflow/howto/security ("Custom Authorization Method").
  if (exit.decidedBy.includes(HEADERS)) return [];
  return [
    {
      message: messageFor(exit),
      // Source: `serve` runs the function up to the first step to authenticate; DisabledWorkflowContext in @upstash/workflow.
      why: 'the SDK answers HTTP 400 "Failed to authenticate Workflow request": the returned value is lost and the failure function is refused, too',
      fix:
        exit.skippedBy === undefined
          ? `${throwInstead} to refuse a payload, or move the check into the first step and return after it`
          : `${throwInstead} where \`${exit.skippedBy.field}\` is ${exit.skippedBy.is}, or begin with a step that always runs`,
      ...exit.at,
      related: callsTo(exit.via),
    },
  ];
}

function messageFor({ kind, skippedBy }: ExitFact): string {
  if (skippedBy !== undefined)
    return `The workflow function ends without a step where \`${skippedBy.field}\` is ${skippedBy.is}`;
  return kind === 'end'
    ? 'The workflow function can end without a step'
    : 'The workflow function returns before its first step';
}
