import { allTriggers } from '../given.js';
import type { Report, Rule } from '../rule.js';

/** A list that is triggered has something in it. */
export const noEmptyTriggerBatch: Rule = {
  meta: {
    id: 'no-empty-trigger-batch',
    severity: 'error',
    title: 'A batch of triggers is not empty',
  },
  judge: (facts) => {
    const batches = allTriggers(facts).filter(({ batch }) => batch !== undefined);
    // A function that asks nothing may be called by others that have asked.
    const asked = new Set(
      batches.filter(({ batch }) => batch === 'filled').map(({ at }) => JSON.stringify(at)),
    );
    return batches.flatMap(({ batch, at }): Report[] => {
      if (batch === 'filled' || asked.has(JSON.stringify(at))) return [];
      return [
        {
          message:
            batch === 'empty'
              ? 'Nothing is triggered: the list is empty'
              : 'Nobody has asked whether the list that is triggered is empty',
          // Source: `Client.trigger` in @upstash/workflow reads the first element of the answer.
          why: 'the SDK throws a TypeError for an empty list, and the step is retried until the run fails',
          fix: 'return before it when the list is empty: `if (runs.length === 0) return`',
          ...at,
          related: [],
        },
      ];
    });
  },
};
