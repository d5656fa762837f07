import type { OutsideFact } from '../../code/facts/outsideFacts.js';
import type { WorkflowFacts } from '../../code/facts/workflowFacts.js';
import { outsidePlace } from '../outsidePlace.js';
import type { Report, Rule } from '../rule.js';

/** Clocks, dice, requests and databases are for steps: code between them runs again at each replay. */
export const noEffectsOutsideSteps: Rule = {
  meta: {
    id: 'no-effects-outside-steps',
    severity: 'warning',
    title: 'Clocks, randomness and effects are inside steps',
  },
  judge: ({ workflows }) => workflows.flatMap(judgeWorkflow),
};

function judgeWorkflow({ outside, steps }: WorkflowFacts): Report[] {
  const reports = new Map<string, Report>();
  for (const fact of outside) {
    if (fact.kind === 'log') continue;
    const { called, at, related } = outsidePlace(fact, steps);
    const text = textOf(fact);
    // One step is put around all that a helper does.
    const key = JSON.stringify([at, text.why]);
    const known = reports.get(key);
    const message = `\`${called}\` is called outside a step`;
    reports.set(
      key,
      known
        ? { ...known, related: [...known.related, ...related] }
        : { message, ...text, ...at, related },
    );
  }
  return [...reports.values()];
}

/** Source of each: test/lint/sdk/between-steps.sdk.test.ts. */
function textOf({ kind, decides }: OutsideFact): Pick<Report, 'severity' | 'why' | 'fix'> {
  if (kind === 'log' || kind === 'effect') {
    return {
      why: 'each delivery runs the code up to the next step twice: it happens 2 × (steps + 1) times in a run, whether or not it has happened before',
      fix: 'do it in a step: context.run(name, async () => …)',
    };
  }
  const fix =
    'get it in a step, whose result stays the same: const value = await context.run(name, () => …)';
  switch (decides) {
    case 'name':
      return {
        severity: 'error',
        why: 'it is another value at each replay, and a step whose name has changed fails the run: "Incompatible step name"',
        fix,
      };
    case 'branch':
      return {
        severity: 'error',
        why: "it is another value at each replay and decides what comes next: a replay that takes another way fails the run, or takes one step's result for another's",
        fix,
      };
    case undefined:
      return {
        why: 'it is another value at each replay: the steps of one run do not see the same one',
        fix,
      };
  }
}
