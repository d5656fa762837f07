import type { FieldFact, GivenFact } from '../../code/facts/configurationFacts.js';
import type { Facts, WorkflowFacts } from '../../code/facts/workflowFacts.js';
import { isSet } from '../given.js';
import { moveToTrigger, triggersOf } from '../moveToTrigger.js';
import type { Report, Rule } from '../rule.js';
import { sdkAt } from '../sdkAt.js';

/** On SDK 1.x, `serve` is given nothing that only a trigger can set. */
export const noConfigurationInServe: Rule = {
  meta: {
    id: 'no-configuration-in-serve',
    severity: 'error',
    title: 'Limits and retries are given to the trigger; SDK 1.x ignores them in serve',
  },
  judge: (facts) =>
    facts.workflows
      .filter(({ at, convention }) =>
        [at.path, convention.origin].every((path) => sdkAt(facts, path) === 1),
      )
      .flatMap((workflow) => judgeWorkflow(facts, workflow)),
};

function judgeWorkflow(facts: Facts, workflow: WorkflowFacts): Report[] {
  const { options, at } = workflow;
  const ignored = ignoredIn(options);
  if (ignored.length === 0) return [];
  const starts = triggersOf(facts, workflow).map((trigger) => ({
    message: 'this trigger starts it',
    ...trigger.at,
  }));
  return ignored.map(({ field, fix }) => ({
    message: `\`${field.name}\` is ignored in \`serve\` by SDK 1.x`,
    why: 'in a literal it is a type error; from JavaScript, a cast or a spread nobody says a word, and runs go without it',
    fix,
    ...(field.at ?? (options.kind === 'object' ? options.at : undefined) ?? at),
    move: moveToTrigger(facts, workflow, field.name),
    related: [{ message: 'used here', ...at }, ...starts],
  }));
}

function ignoredIn(options: GivenFact): { field: FieldFact; fix: string }[] {
  if (options.kind !== 'object') return [];
  return options.fields.flatMap((field) => {
    const fix = fixes.get(field.name);
    return fix === undefined || !isSet(field.value) ? [] : [{ field, fix }];
  });
}

/** What `serve` of 0.2.23 takes and of 1.0.0 does not, by the types of both (`WorkflowServeOptions`). */
const fixes: ReadonlyMap<string, string> = new Map([
  ...['flowControl', 'retries', 'retryDelay'].map((name): [string, string] => [
    name,
    `give it to \`client.trigger({ url, ${name} })\`, which sets it for the whole run`,
  ]),
  ['failureUrl', 'give it to `client.trigger({ url, failureUrl })`, or use `failureFunction` here'],
  ['onError', 'write a middleware with `onError`, and give it as `middlewares`'],
  ['onStepFinish', 'write a middleware with `afterExecution`, and give it as `middlewares`'],
]);
