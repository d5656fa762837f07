import type {
  CallFact,
  ExitFact,
  PayloadFacts,
  WorkflowFacts,
} from '../../code/facts/workflowFacts.js';
import type { Report, Rule } from '../rule.js';

/** Required payload fields are checked, and what is refused before the first step is refused in the form that works. */
export const validatedPayload: Rule = {
  meta: {
    id: 'validated-payload',
    severity: 'error',
    title: 'Payloads are validated before the first step, with WorkflowNonRetryableError',
  },
  judge: ({ workflows }) =>
    workflows.filter(({ kind }) => kind === 'served').flatMap(judgeWorkflow),
};

const HEADERS = 'context.headers';
const throwInstead = 'throw a WorkflowNonRetryableError from @upstash/workflow';

function judgeWorkflow({ exits, payload }: WorkflowFacts): Report[] {
  const early = exits.filter(({ stepsBefore }) => stepsBefore === 'none');
  return [...early.flatMap(judgeExit), ...judgeFields(payload)];
}

function judgeExit(exit: ExitFact): Report[] {
  if (exit.kind === 'throw') return judgeThrow(exit);
  if (!exit.isHandler || exit.isCancelled) return [];
  // The answer to a return, "Failed to authenticate", is what a check of the request's headers wants.
  // Source: https://upstash.com/docs/workflow/howto/security ("Custom Authorization Method").
  if (exit.decidedBy.includes(HEADERS)) return [];
  const isEnd = exit.kind === 'end';
  return [
    {
      message: isEnd
        ? 'The workflow function can end without a step'
        : 'The workflow function returns before its first step',
      // Source: `serve` runs the function up to the first step to authenticate; DisabledWorkflowContext in @upstash/workflow.
      why: 'the SDK answers HTTP 400 "Failed to authenticate Workflow request": the returned value is lost and the failure function is refused, too',
      fix: `${throwInstead} to refuse a payload, or move the check into the first step and return after it`,
      ...exit.at,
      related: relatedCalls(exit.via),
    },
  ];
}

function judgeThrow(exit: ExitFact): Report[] {
  // An error that has nothing to do with the payload, such as a missing variable of the environment, may go away.
  const concernsPayload = exit.isHandler || exit.decidedBy.some((part) => part !== HEADERS);
  if (exit.error !== 'retried' || !concernsPayload) return [];
  return [
    {
      message: `\`${exit.what}\` before the first step is retried`,
      why: 'the SDK answers HTTP 500, QStash delivers the same payload again and again, and the failure function fails the same way',
      fix: exit.what?.endsWith('()')
        ? `use the form that does not throw (such as safeParse) and ${throwInstead}`
        : throwInstead,
      ...exit.at,
      related: relatedCalls(exit.via),
    },
  ];
}

function judgeFields({ required, looks }: PayloadFacts): Report[] {
  return (required ?? []).flatMap((field) => {
    const first = looks.find(
      (look) => look.field === field || (look.kind === 'check' && look.field === '*'),
    );
    if (first?.kind !== 'use') return [];
    return [
      {
        severity: 'warning',
        message: `The required payload field \`${field}\` is used without a check`,
        why: 'a payload comes from outside and its type is only a claim: a missing field shows up late, in the middle of a run',
        fix: `check it before the first step and ${throwInstead} if it is missing`,
        ...first.at,
        related: [],
      },
    ];
  });
}

function relatedCalls(via: readonly CallFact[]): Report['related'] {
  return via.map(({ name, at }) => ({ message: `called here: ${name}`, ...at }));
}
