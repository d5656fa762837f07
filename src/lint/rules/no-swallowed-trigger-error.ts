import { servedWorkflows } from '../served.js';
import type { Report, Rule } from '../rule.js';

/** A step that triggers another run does not let the SDK see the error of a refusal. */
export const noSwallowedTriggerError: Rule = {
  meta: {
    id: 'no-swallowed-trigger-error',
    severity: 'warning',
    title: 'Errors of a trigger inside a step are caught and thrown anew',
  },
  judge: (facts) =>
    servedWorkflows(facts).flatMap(({ triggers }) =>
      triggers
        .filter(({ insideStep, isCaught }) => insideStep !== undefined && !isCaught)
        .map(({ at, via }): Report => ({
          message: 'A refusal of this trigger leaves its step as a QstashError',
          // Source: `submitSteps` in @upstash/workflow takes a QstashError 400 for an append to a cancelled run.
          why: 'the SDK takes a QstashError 400 inside a step for "the run has been cancelled": it answers 200, nothing is retried, and the run that triggers stays in progress for ever',
          fix: 'catch the error inside the step and throw another one: `catch (error) { throw new Error(String(error)) }`',
          ...at,
          related: via
            .slice(-1)
            .map((call) => ({ message: `called here: ${call.name}`, ...call.at })),
        })),
    ),
};
