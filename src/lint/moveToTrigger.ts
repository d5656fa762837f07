import type { OptionToMove } from '../code/edits/moveOption.js';
import type { FieldFact, TriggerFact } from '../code/facts/configurationFacts.js';
import type { Facts, Location, WorkflowFacts } from '../code/facts/workflowFacts.js';
import { routeUrlOf } from '../shared/routeUrl.js';
import { allTriggers, fieldOf } from './given.js';
import { servedWorkflows } from './served.js';

/** The options that the trigger takes by the same name. */
const movable: ReadonlySet<string> = new Set([
  'flowControl',
  'retries',
  'retryDelay',
  'failureUrl',
]);

/**
 * What moves an option of `serve` to the trigger of the route. Undefined where a person must decide: several triggers or none
 * reach it, or one of unknown aim may; the trigger's options are not written out in its call, or hold what cannot be seen;
 * the call of `serve` serves several routes. Options of `serveMany` move to the trigger of each of its workflows.
 */
export function moveToTrigger(
  facts: Facts,
  workflow: WorkflowFacts,
  name: string,
): OptionToMove | undefined {
  const { at: call, options: given } = workflow;
  if (!movable.has(name) || given.kind !== 'object' || !given.isWhole) return undefined;
  const sharing = facts.workflows.filter(({ at }) => placeOf(at) === placeOf(call));
  if (sharing.length > 1) return undefined;
  const literals = urlPathsOf(workflow).map((path) => literalGivenTo(onlyTriggerOf(facts, path)));
  const known = literals.filter((literal) => literal !== undefined);
  if (known.length === 0 || known.length < literals.length) return undefined;
  const taken = known.flatMap(({ fields }) => fields.map((field) => field.name));
  if (taken.includes(name)) return undefined;
  return { name, call, to: known.map(({ at }) => at), taken, movable };
}

/** The triggers that start a route for certain, each place once. */
export function triggersOf(facts: Facts, workflow: WorkflowFacts): TriggerFact[] {
  const paths = urlPathsOf(workflow);
  const found = allTriggers(facts).filter((trigger) =>
    paths.some((path) => reaches(trigger, path) === 'yes'),
  );
  return [...new Map(found.map((trigger) => [placeOf(trigger.at), trigger])).values()];
}

/** By the place of the file; a router may have more before the path that it is given. */
function urlPathsOf({ kind, origin, mounts }: WorkflowFacts): readonly string[] {
  if (kind === 'options') return mounts;
  const path = mounts.length > 0 ? undefined : routeUrlOf(origin);
  return path === undefined ? [] : [path];
}

function literalGivenTo(
  trigger: TriggerFact | undefined,
): { at: Location; fields: readonly FieldFact[] } | undefined {
  const options = trigger?.options;
  if (options?.kind !== 'object' || !options.at || !options.isWhole) return undefined;
  return { at: options.at, fields: options.fields };
}

function onlyTriggerOf(facts: Facts, urlPath: string): TriggerFact | undefined {
  const triggers = allTriggers(facts);
  const reached = triggers.map((trigger) => reaches(trigger, urlPath));
  const workflows = servedWorkflows(facts).filter((each) => routeUrlOf(each.origin) === urlPath);
  if (workflows.length > 1 || reached.includes('maybe')) return undefined;
  const found = triggers.filter((_, index) => reached[index] === 'yes');
  const [first] = found;
  if (!first?.optionsInPlace || first.batch !== undefined) return undefined;
  // A function that triggers several routes is called with the url of each.
  const here = triggers.filter(({ at }) => placeOf(at) === placeOf(first.at));
  const isOne = found.every(({ at }) => placeOf(at) === placeOf(first.at));
  return isOne && here.length === found.length ? first : undefined;
}

function reaches({ options }: TriggerFact, urlPath: string): 'yes' | 'no' | 'maybe' {
  const url = fieldOf(options, 'url')?.value;
  const text =
    url?.kind === 'text'
      ? url.end
      : url?.kind === 'constant' && typeof url.value === 'string'
        ? url.value.replace(/^https?:\/\/[^/]+/, '')
        : '';
  const [path = ''] = text.split(/[?#]/);
  if (path === urlPath) return 'yes';
  // What comes before is not known, and may be the rest of the path.
  return urlPath.endsWith(path) ? 'maybe' : 'no';
}

function placeOf({ path, line, column }: TriggerFact['at']): string {
  return `${path}:${line}:${column}`;
}
