import type {
  ConditionFact,
  LoopFact,
  StepFact,
  WorkflowFacts,
} from '../../code/facts/workflowFacts.js';
import type { Report, Rule } from '../rule.js';
import { quoteStep as quote } from '../stepText.js';

/** Steps of one run must differ in their names: `context.run` in a loop needs the loop's variable in its name. */
export const uniqueStepNames: Rule = {
  meta: { id: 'unique-step-names', severity: 'error', title: 'Step names are unique within a run' },
  judge: ({ workflows }) => workflows.flatMap(judgeWorkflow),
};

// Source: the SDK finds a result by position and compares name and type, `validateStep` in @upstash/workflow.
const why =
  'the SDK hands out step results by position and only compares the names: when the order changes, a step with the same name silently gets the result of the other one';

function judgeWorkflow({ steps }: WorkflowFacts): Report[] {
  const reported = new Set<string>();
  return steps.flatMap((step) => {
    const report = judgeEmpty(step) ?? judgeLoops(step) ?? judgeEarlier(step, steps);
    // A helper that is called twice shows its steps twice.
    const place = JSON.stringify(step.at);
    if (!report || reported.has(place)) return [];
    reported.add(place);
    return [report];
  });
}

/** Source: the constructor of `BaseLazyStep` in @upstash/workflow; test/lint/hazards.sdk.test.ts. */
function judgeEmpty({ name, at }: StepFact): Report | undefined {
  if (name.shape !== 'literal' || name.text !== '') return undefined;
  return {
    message: 'This step has an empty name',
    why: 'the SDK refuses it with HTTP 500 at each delivery',
    fix: 'name the step after what it does',
    ...at,
    related: [],
  };
}

function judgeLoops(step: StepFact): Report | undefined {
  const loop = step.loops.findLast(({ id }) => !step.name.varies.includes(id));
  if (!loop) return undefined;
  return {
    message: `Step ${quote(step)} has the same name in every round of ${describe(loop)}`,
    why,
    fix: fixFor(step, loop),
    ...step.at,
    related: [{ message: 'the loop', ...loop.at }],
  };
}

function judgeEarlier(step: StepFact, steps: readonly StepFact[]): Report | undefined {
  const earlier = step.after
    .map((index) => steps[index])
    .find(
      (other) =>
        other && other.name.identity === step.name.identity && !areExclusive(other.when, step.when),
    );
  if (!earlier) return undefined;
  const isSamePlace = JSON.stringify(earlier.at) === JSON.stringify(step.at);
  if (!isSamePlace) {
    return {
      message: `Two steps of one run are named ${quote(step)}`,
      why,
      fix: 'give each step a name of its own',
      ...step.at,
      related: [{ message: 'the other step of this name', ...earlier.at }],
    };
  }
  return {
    message: `Step ${quote(step)} runs more than once under the same name, because its function is called more than once`,
    why,
    fix: 'pass what differs between the calls to the function and put it into the name',
    ...step.at,
    related: [...earlier.via.slice(-1), ...step.via.slice(-1)].map(({ name, at }) => ({
      message: `a call of ${name}`,
      ...at,
    })),
  };
}

/** `if (full) … else …` with something between, or two looks at the same value. */
function areExclusive(one: readonly ConditionFact[], other: readonly ConditionFact[]): boolean {
  return one.some((a) =>
    other.some((b) => {
      if (a.subject !== b.subject) return false;
      return a.is === b.is ? a.holds !== b.holds : a.holds && b.holds;
    }),
  );
}

function describe({ form, variable }: LoopFact): string {
  const kind = form === 'callback' ? 'the callback' : 'the loop';
  return variable === undefined ? kind : `${kind} over \`${variable}\``;
}

function fixFor({ name }: StepFact, { variable }: LoopFact): string {
  if (variable === undefined)
    return 'add something to the name that differs in each round, such as a counter';
  return `add something to the name that differs in each round, for example \`${name.text}:\${${variable}}\``;
}
