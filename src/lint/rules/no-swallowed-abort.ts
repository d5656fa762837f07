import type { CaughtAbortFact } from '../../code/facts/abortFacts.js';
import type { Facts, WorkflowFacts } from '../../code/facts/workflowFacts.js';
import type { Report, Rule } from '../rule.js';
import { sdkAt } from '../sdkAt.js';
import { callsTo, quoteStep } from '../stepText.js';

/** What a step throws to end a delivery reaches the SDK. */
export const noSwallowedAbort: Rule = {
  meta: {
    id: 'no-swallowed-abort',
    severity: 'error',
    title: 'Code around steps lets WorkflowAbort pass',
  },
  judge: (facts) => facts.workflows.flatMap((workflow) => judgeWorkflow(facts, workflow)),
};

// Source: `triggerFirstInvocation`, `tryAuthentication` and `handleRunResult` in @upstash/workflow; test/lint/sdk/swallowed-aborts.sdk.test.ts.
const why =
  'the SDK ends each delivery by throwing WorkflowAbort out of a step: caught around the first step every request is refused with 400; around a later one the code goes on where it should have stopped, so that the steps behind it run twice, or the run ends with the answer for a failure';

const again =
  'the code in `finally` runs at every delivery that ends in the try block, with the abort on its way';

function judgeWorkflow(facts: Facts, { at, steps, caughtAborts }: WorkflowFacts): Report[] {
  const last = steps.filter(
    ({ tries, insideStep }) =>
      insideStep === undefined && tries.some(({ part }) => part === 'finally'),
  );
  // Since 1.0 what is thrown while the first step is looked for has a name of its own, WorkflowAuthError.
  const isKnownByName = sdkAt(facts, at.path) !== 1;
  const caughtHere = caughtAborts.filter(({ outcome }) => outcome !== 'named' || !isKnownByName);
  return [
    ...caughtHere.map((caught) => ({
      ...textOf(caught),
      ...caught.at,
      related: caught.steps.slice(0, 1).flatMap((index) => {
        const step = steps[index];
        return step ? [{ message: `step ${quoteStep(step)}`, ...step.at }] : [];
      }),
    })),
    ...last.map((step) => ({
      message: `Step ${quoteStep(step)} is in a finally block`,
      why: again,
      fix: 'run the step after the try statement, or in `failureFunction`',
      ...step.at,
      related: callsTo(step.via),
    })),
  ];
}

const clause =
  'a catch clause also catches the WorkflowAbort that ends a delivery: its steps run whenever a step in the try block has been carried out, as if that had failed';

function textOf({
  form,
  outcome,
  what = 'The call',
}: CaughtAbortFact): Pick<Report, 'message' | 'why' | 'fix'> {
  const fix =
    'begin with `if (error instanceof WorkflowAbort) throw error`, or catch inside the callback of the step';
  const inside = 'call it inside the callback of the step';
  const replaced = 'throws another error in place of what a step throws';
  if (outcome === 'delayed')
    return {
      message:
        'This catch clause also runs a step for what the steps of its try block throw to end a delivery',
      why: clause,
      fix,
    };
  if (outcome === 'named')
    return {
      message:
        'This catch clause knows what the steps of its try block throw by a name that is not all',
      why: 'around the first step, SDK 1.x throws a subclass of WorkflowAbort with a name of its own: it is swallowed, and every request is refused with 400',
      fix,
    };
  switch (form) {
    case 'try':
      return outcome === 'lost'
        ? { message: 'This catch clause swallows what the steps of its try block throw', why, fix }
        : { message: `This catch clause ${replaced}`, why: whyReplaced, fix };
    case 'catch':
      return outcome === 'lost'
        ? { message: '`.catch()` swallows what its steps throw', why, fix }
        : { message: `\`.catch()\` ${replaced}`, why: whyReplaced, fix };
    case 'package':
      return outcome === 'lost'
        ? { message: `\`${what}\` swallows what its steps throw`, why, fix: inside }
        : { message: `\`${what}\` ${replaced}`, why: whyReplaced, fix: inside };
    case 'allSettled':
    case 'any':
      return {
        message: `\`Promise.${form}\` swallows what its steps throw`,
        why,
        fix: 'use `Promise.all`, and answer failures from inside the steps: `{ ok: false, error }`',
      };
    case 'finally':
      return {
        message: 'The return in this finally block swallows what the steps of its try block throw',
        why,
        fix: 'return after the try statement',
      };
  }
}

const whyReplaced =
  'the SDK ends each delivery by throwing WorkflowAbort out of a step: with another error in its place each delivery of such a step fails and is retried, or ends the run';
