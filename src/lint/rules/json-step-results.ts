import type { LostFact } from '../../code/facts/lostFacts.js';
import type { StepFact, WorkflowFacts } from '../../code/facts/workflowFacts.js';
import type { Report, Rule } from '../rule.js';
import { callsTo, quoteStep } from '../stepText.js';

/** A step's result comes back as JSON: nothing is expected of it that JSON does not keep. */
export const jsonStepResults: Rule = {
  meta: {
    id: 'json-step-results',
    severity: 'error',
    title: 'Results of steps are used as the JSON that they are',
  },
  judge: ({ workflows }) => workflows.flatMap(judgeWorkflow),
};

function judgeWorkflow({ lost, steps }: WorkflowFacts): Report[] {
  return [
    ...judgeLost(lost, steps),
    ...steps.filter(({ returnsBigInt }) => returnsBigInt).map(reportBigInt),
  ];
}

/** Source: `JSON.stringify` of a result in @upstash/workflow; test/lint/sdk/between-steps.sdk.test.ts. */
function reportBigInt(step: StepFact): Report {
  return {
    message: `Step ${quoteStep(step)} returns a BigInt, which JSON cannot hold`,
    why: 'the SDK writes the result of a step as JSON, which throws for a BigInt: each delivery fails with HTTP 500, after the step has done its work',
    fix: 'return it as a text, `String(value)`, or as a number where it is small',
    ...step.at,
    related: callsTo(step.via),
  };
}

function judgeLost(lost: readonly LostFact[], steps: readonly StepFact[]): Report[] {
  return lost.map((fact) => {
    const step = steps[fact.step];
    return {
      message: `\`${fact.use}\` expects what the JSON of ${step ? `step ${quoteStep(step)}` : 'a step'} does not keep`,
      why: `${kept(fact)}: ${fact.outcome === 'throws' ? 'this is a TypeError' : 'the answer is wrong, without an error'}`,
      fix: instead(fact),
      ...fact.at,
      related: step ? [{ message: 'the step', ...step.at }] : [],
    };
  });
}

/** Source: `BaseLazyStep` in @upstash/workflow writes and parses results; test/lint/sdk/between-steps.sdk.test.ts. */
function kept({ was }: LostFact): string {
  switch (was) {
    case 'Date':
      return 'the result of a step is JSON, in which a Date is a string, though its type says Date';
    case 'Map':
    case 'Set':
    case 'Response':
      return `the result of a step is JSON, in which a ${was} is {}`;
    case 'undefined':
      return 'the result of a step is JSON, in which a field that is undefined is missing';
    case undefined:
      return 'the result of a step is JSON, which has no such method: a Date is a string there, a Map, a Set and a Response are {}';
  }
}

function instead({ was }: LostFact): string {
  switch (was) {
    case 'Date':
      return 'make it a date again: new Date(value)';
    case 'Map':
    case 'Set':
      return `return a list from the step, [...value], and make a new ${was} of it`;
    case 'Response':
      return 'read the body inside the step, and return that';
    case 'undefined':
      return 'compare the field with undefined, or return null from the step';
    case undefined:
      return 'use it inside the step, or make it anew from the JSON, as in new Date(value)';
  }
}
