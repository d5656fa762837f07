import { fieldOf, isSet } from '../given.js';
import type { Report, Rule } from '../rule.js';
import { servedWorkflows } from '../served.js';

/** A run that a step starts has an id that is the same when the step is retried. */
export const retriedTriggersHaveRunId: Rule = {
  meta: {
    id: 'retried-triggers-have-run-id',
    severity: 'warning',
    title: 'Runs that a step triggers have an id that a retry gives again',
  },
  judge: (facts) =>
    servedWorkflows(facts).flatMap(({ triggers }) =>
      triggers.flatMap(({ insideStep, options, at, via, randomId }): Report[] => {
        const isKnown = options.kind === 'object' && options.isWhole;
        const id = fieldOf(options, 'workflowRunId');
        if (insideStep === undefined || !isKnown) return [];
        if (id && isSet(id.value) && randomId === undefined) return [];
        return [
          {
            message:
              randomId === undefined
                ? 'The run that this step triggers has no id of its own'
                : `The run that this step triggers has another id each time, by \`${randomId}\``,
            why: 'steps are delivered at least once: when the step is retried after its request went through, a second run does the same work',
            fix: 'give it a `workflowRunId` made from the parent run and the item or page, such as a hash of both',
            ...at,
            related: via
              .slice(-1)
              .map((call) => ({ message: `called here: ${call.name}`, ...call.at })),
          },
        ];
      }),
    ),
};
