import { allTriggers } from '../given.js';
import type { Report, Rule } from '../rule.js';

/** What a trigger answers is not what the run answers. */
export const noTriggerAnswerAsResult: Rule = {
  meta: {
    id: 'no-trigger-answer-as-result',
    severity: 'error',
    title: "A trigger's answer is not taken for the run's result",
  },
  judge: (facts) =>
    allTriggers(facts).flatMap(({ batch, reads, at }): Report[] => {
      const name = batch === undefined ? reads.find((each) => !answered.has(each)) : undefined;
      if (name === undefined) return [];
      return [
        {
          message: `\`${name}\` is read from what the trigger answers`,
          // Source: `Client.trigger` in @upstash/workflow; `workflowRunResponse` of its logs.
          why: '`trigger` answers `{ workflowRunId }` as soon as the run is accepted: the run has not even begun, and what is read is undefined',
          fix: 'ask for the result once the run has ended: `client.logs({ workflowRunId })`, or call the workflow with `context.invoke`',
          ...at,
          related: [],
        },
      ];
    }),
};

const answered = new Set(['workflowRunId', 'then', 'catch', 'finally']);
