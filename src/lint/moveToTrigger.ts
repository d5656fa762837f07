import type { OptionToMove } from '../code/edits/moveOption.js';
import type { TriggerFact } from '../code/facts/configurationFacts.js';
import type { Facts, WorkflowFacts } from '../code/facts/workflowFacts.js';
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
 * the call of `serve` serves several routes.
 */
export function moveToTrigger(
  facts: Facts,
  { at: call, origin, mounts, options: given }: WorkflowFacts,
  name: string,
): OptionToMove | undefined {
  if (!movable.has(name) || given.kind !== 'object' || !given.isWhole) return undefined;
  // A router may have more before the path that it is given.
  const urlPath = mounts.length > 0 ? undefined : routeUrlOf(origin);
  const sharing = facts.workflows.filter(({ at }) => placeOf(at) === placeOf(call));
  if (urlPath === undefined || sharing.length > 1) return undefined;
  const options = onlyTriggerOf(facts, urlPath)?.options;
  if (options?.kind !== 'object' || !options.at || !options.isWhole) return undefined;
  const taken = options.fields.map((field) => field.name);
  return taken.includes(name) ? undefined : { name, call, to: options.at, taken, movable };
}

/** The triggers that start a route for certain, each place once. */
export function triggersOf(
  facts: Facts,
  { origin, mounts }: Pick<WorkflowFacts, 'origin' | 'mounts'>,
): TriggerFact[] {
  const urlPath = mounts.length > 0 ? undefined : routeUrlOf(origin);
  if (urlPath === undefined) return [];
  const found = allTriggers(facts).filter((trigger) => reaches(trigger, urlPath) === 'yes');
  return [...new Map(found.map((trigger) => [placeOf(trigger.at), trigger])).values()];
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
