import type { Location } from '../../code/facts/location.js';
import type { DroppedPromiseFact } from '../../code/facts/promiseFacts.js';
import type { WorkflowFacts } from '../../code/facts/workflowFacts.js';
import type { TextEdit } from '../finding.js';
import type { Report, Rule } from '../rule.js';
import { callsTo, quoteStep } from '../stepText.js';

/** Every step, and every function that runs steps, is waited for. */
export const noUnawaitedStep: Rule = {
  meta: { id: 'no-unawaited-step', severity: 'error', title: 'Steps are awaited' },
  judge: ({ workflows }) => workflows.flatMap(judgeWorkflow),
};

// Source: `serve` takes the run for ended when the function returns; test/lint/hazards.sdk.test.ts.
const why =
  'the workflow function ends before the step has run: the run counts as a success, or the abort of the step ends the process as an unhandled rejection';

function judgeWorkflow({ steps, dropped }: WorkflowFacts): Report[] {
  const forgotten = steps.filter(
    ({ promise, insideStep }) => promise === 'dropped' && insideStep === undefined,
  );
  return [
    ...forgotten.map((step) => ({
      message: `Nothing waits for step ${quoteStep(step)}`,
      why,
      fix: 'await it, or collect it and await `Promise.all([…])`',
      ...step.at,
      ...(step.canAwait && { edits: [awaited(step.at)] }),
      related: callsTo(step.via),
    })),
    ...dropped.flatMap((promise): Report[] => {
      const { what, at, canAwait, steps: indices } = promise;
      const behind = indices.flatMap((index) => steps[index] ?? []);
      const [first] = behind;
      if (!first) return judgeCancelling(promise);
      return [
        {
          message: `Nothing waits for \`${what}\`, which runs ${behind.length === 1 ? 'a step' : 'steps'}`,
          why,
          fix: what.endsWith('forEach()')
            ? 'use `for … of` with await, or `await Promise.all(list.map(…))`'
            : 'await the call',
          ...at,
          ...(canAwait && { edits: [awaited(at)] }),
          related: [{ message: `step ${quoteStep(first)}`, ...first.at }],
        },
      ];
    }),
  ];
}

function judgeCancelling({
  what,
  at,
  canAwait,
  insideStep,
  isCancelling,
}: DroppedPromiseFact): Report[] {
  if (!isCancelling || insideStep !== undefined) return [];
  return [
    {
      message: `Nothing waits for \`${what}\`, which cancels the run`,
      // Source: `cancel` in @upstash/workflow is async and throws; test/lint/hazards.sdk.test.ts.
      why: 'it cancels by the abort that it throws, which nobody receives: the run goes on, and the process may end with an unhandled rejection',
      fix: 'await the call',
      ...at,
      ...(canAwait && { edits: [awaited(at)] }),
      related: [],
    },
  ];
}

function awaited({ path, line, column }: Location): TextEdit {
  const here = { line, column };
  return { path, start: here, end: here, text: 'await ' };
}
