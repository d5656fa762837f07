import type { GivenFact, TriggerFact } from '../../code/facts/configurationFacts.js';
import type { Facts, WorkflowFacts } from '../../code/facts/workflowFacts.js';
import { allTriggers, fieldOf, flowControlIn, isSet } from '../given.js';
import { isUnlimited } from '../layerLimits.js';
import { routesOf } from '../layers.js';
import { reachedRoutes } from '../reachedRoutes.js';
import type { Report, Rule } from '../rule.js';
import { sdkAt } from '../sdkAt.js';
import { deciderOf } from '../triggerPlaces.js';

/** A trigger gives the configuration that the workflow it starts is meant to have. */
export const configurationOnTrigger: Rule = {
  meta: {
    id: 'configuration-on-trigger',
    severity: 'warning',
    title: 'A trigger gives the limits and retries that its workflow is meant to have',
  },
  judge(facts) {
    const reached = reachedRoutes(facts);
    const triggers = allTriggers(facts).map((trigger) => ({ trigger, target: reached(trigger) }));
    const place = deciderOf(triggers.flatMap(({ trigger, target }) => (target ? [] : [trigger])));
    const isLayer = layersWithLimits(facts);
    return triggers.flatMap(({ trigger, target }): Report[] => {
      if (!target || trigger.options.kind !== 'object' || !trigger.options.isWhole) return [];
      const text =
        textOfMissing(missingIn(trigger, wantedBy(facts, target, isLayer(target)))) ??
        textOfLost(facts, trigger, target);
      if (!text) return [];
      const related = [{ message: 'the workflow that it starts', ...target.at }];
      return [{ ...text, ...place(trigger), related }];
    });
  },
};

interface Wanted {
  readonly name: string;
  readonly why: string;
}

type Text = Pick<Report, 'message' | 'why' | 'fix'>;

function textOfMissing(missing: readonly Wanted[]): Text | undefined {
  const [first] = missing;
  if (!first) return undefined;
  const names = missing.map(({ name }) => `\`${name}\``).join(' and ');
  return {
    message: `This trigger does not give ${names}`,
    why: first.why,
    fix: `give ${names} here`,
  };
}

/** SDK 0.2 sends what `serve` is given with each step, and what the trigger was given only when it is told to. */
function textOfLost(facts: Facts, trigger: TriggerFact, target: WorkflowFacts): Text | undefined {
  const isKept = fieldOf(trigger.options, 'keepTriggerConfig') !== undefined;
  if (isKept || sdkAt(facts, target.at.path) !== 0) return undefined;
  if (missingIn(trigger, [{ name: 'flowControl' }]).length > 0) return undefined;
  if (!optionsOf(facts, target).every(hasNoLimits)) return undefined;
  return {
    message: 'The `flowControl` of this trigger holds for the first delivery alone',
    // Source: `serve` and `trigger` of 0.2.23; test/departures/limits.
    why: 'SDK 0.2 sends the steps with what is given to `serve`, which has no limits here',
    fix: 'give the same `flowControl` to `serve`, or `keepTriggerConfig: true` here',
  };
}

function hasNoLimits(options: GivenFact): boolean {
  if (options.kind === 'constant') return true;
  return options.kind === 'object' && flowControlIn(options) === undefined;
}

function missingIn<W extends Pick<Wanted, 'name'>>(
  { options }: TriggerFact,
  wanted: readonly W[],
): W[] {
  return wanted.filter(({ name }) => {
    const given = fieldOf(options, name);
    return given === undefined || !isSet(given.value);
  });
}

function wantedBy(facts: Facts, target: WorkflowFacts, isLayer: boolean): Wanted[] {
  const options = optionsOf(facts, target);
  const inServe = (name: string) =>
    options.some((each) => {
      const given = fieldOf(each, name);
      return given !== undefined && isSet(given.value);
    });
  const major = sdkAt(facts, target.at.path);
  if (major === 1 && configuration.some(inServe)) {
    const why = 'SDK 1.x ignores what is given to `serve`: without it here the run goes without it';
    return configuration.filter(inServe).map((name) => ({ name, why }));
  }
  if (major === 0 && inServe('flowControl')) {
    // Source: `serve` and `trigger` of 0.2.23; test/departures/limits.
    const why =
      'in SDK 0.2 the limits in `serve` hold from the second delivery on, so that all runs start at once';
    return [{ name: 'flowControl', why }];
  }
  return isLayer && !inServe('flowControl')
    ? [{ name: 'flowControl', why: 'nothing bounds how many deliveries run at once' }]
    : [];
}

function optionsOf(facts: Facts, workflow: WorkflowFacts): GivenFact[] {
  return [workflow.options, ...optionsOfMany(facts, workflow)];
}

/** What `serveMany` gives to a workflow that it serves. */
function optionsOfMany({ workflows }: Facts, { mounts }: WorkflowFacts): GivenFact[] {
  if (mounts.length === 0) return [];
  return workflows
    .filter((each) => each.kind === 'options' && each.mounts.some((path) => mounts.includes(path)))
    .map(({ options }) => options);
}

const configuration = ['flowControl', 'retries', 'retryDelay', 'failureUrl'];

/** Layers of the convention, but for those of which `flow-control-per-layer` says that nothing limits them. */
function layersWithLimits(facts: Facts): (workflow: WorkflowFacts) => boolean {
  const layers = routesOf(facts, ['entry', 'pagination', 'execution']);
  const known = new Set(
    layers.filter((found) => !isUnlimited(found)).map(({ workflow }) => workflow),
  );
  return (workflow) => known.has(workflow);
}
