import type { TriggerFact } from '../../code/facts/configurationFacts.js';
import type { WorkflowFacts } from '../../code/facts/workflowFacts.js';
import type { Report, Rule } from '../rule.js';
import { servedWorkflows } from '../served.js';

/** Runs that one step starts are started with one request. */
export const batchedTriggers: Rule = {
  meta: {
    id: 'batched-triggers',
    severity: 'info',
    title: 'A step that starts many runs starts them as one batch',
  },
  judge: (facts) => servedWorkflows(facts).flatMap(judgeWorkflow),
};

function judgeWorkflow({ steps, triggers }: WorkflowFacts): Report[] {
  return triggers.flatMap((trigger): Report[] => {
    const step = trigger.insideStep === undefined ? undefined : steps[trigger.insideStep];
    if (!step || trigger.batch !== undefined || hasBatch(triggers, trigger)) return [];
    const loop = trigger.loops.find(({ at }) => !step.loops.some((outer) => isSame(outer.at, at)));
    // A stream hands out one after the other; who waits for the last to start them all loses time.
    if (!loop || loop.form === 'for-await') return [];
    return [
      {
        message: 'Each round of the loop sends a request of its own',
        why: 'the step takes as long as all requests together, and when one fails, a retry sends those before it again',
        fix: 'collect the runs and hand them over as a list: `client.trigger(items.map((item) => ({ … })))`',
        ...loop.at,
        related: [{ message: 'the trigger', ...trigger.at }],
      },
    ];
  });
}

/** Next to a batch, in the same step, single triggers are for what the batch has refused. */
function hasBatch(triggers: readonly TriggerFact[], { insideStep }: TriggerFact): boolean {
  return triggers.some((other) => other.insideStep === insideStep && other.batch !== undefined);
}

function isSame(one: TriggerFact['at'], other: TriggerFact['at']): boolean {
  return one.path === other.path && one.line === other.line && one.column === other.column;
}
