import type { FieldFact, TriggerFact } from '../code/facts/configurationFacts.js';
import type { Facts, Location, WorkflowFacts } from '../code/facts/workflowFacts.js';
import { routeUrlOf } from '../shared/routeUrl.js';
import type { Moving } from './moving.js';
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
 * What moves an option of `serve` to all triggers of the route; undefined for one that no trigger takes. Options of
 * `serveMany` move to the triggers of each of its workflows.
 */
export function moveToTrigger(
  facts: Facts,
  workflow: WorkflowFacts,
  name: string,
): Moving | undefined {
  const { at: call, options: given } = workflow;
  if (!movable.has(name)) return undefined;
  if (given.kind !== 'object' || !given.isWhole)
    return { because: 'something unknown is spread into these options' };
  const sharing = facts.workflows.filter(({ at }) => placeOf(at) === placeOf(call));
  if (sharing.length > 1) return { because: 'this call serves several routes' };
  const paths = urlPathsOf(workflow);
  if (paths.length === 0) return { because: 'the path of the route is not known' };
  const literals: Literal[] = [];
  for (const path of paths) {
    const found = literalsFor(facts, path);
    if ('because' in found) return found;
    literals.push(...found.literals);
  }
  const taken = literals.flatMap(({ fields }) => fields.map((field) => field.name));
  if (taken.includes(name)) return { because: `a trigger gives \`${name}\` already` };
  return { move: { name, call, to: literals.map(({ at }) => at), taken, movable } };
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

/** The options of a trigger, written out in its call. */
interface Literal {
  readonly at: Location;
  readonly fields: readonly FieldFact[];
}

/** One for each trigger of a route. */
function literalsFor(facts: Facts, urlPath: string): { literals: Literal[] } | { because: string } {
  const triggers = allTriggers(facts);
  const reached = triggers.map((trigger) => reaches(trigger, urlPath));
  const workflows = servedWorkflows(facts).filter((each) => routeUrlOf(each.origin) === urlPath);
  if (workflows.length > 1) return { because: 'several workflows are served at its path' };
  if (reached.includes('maybe')) return { because: 'a trigger of unknown aim may start it' };
  const found = triggers.filter((_, index) => reached[index] === 'yes');
  if (found.length === 0) return { because: 'nothing was found that triggers it' };
  // A function that triggers several routes is called with the url of each.
  const places = new Set(found.map(({ at }) => placeOf(at)));
  const here = triggers.filter(({ at }) => places.has(placeOf(at)));
  if (here.length > found.length) return { because: 'its trigger starts other routes, too' };
  const literals = [...new Map(found.map((each) => [placeOf(each.at), each])).values()].flatMap(
    (trigger) => literalGivenTo(trigger) ?? [],
  );
  return literals.length === places.size
    ? { literals }
    : { because: 'the options of a trigger of it are not written out in its call' };
}

function literalGivenTo({ options, optionsInPlace, batch }: TriggerFact): Literal | undefined {
  if (!optionsInPlace || batch !== undefined) return undefined;
  if (options.kind !== 'object' || !options.at || !options.isWhole) return undefined;
  return { at: options.at, fields: options.fields };
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
