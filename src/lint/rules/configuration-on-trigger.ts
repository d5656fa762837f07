import type { GivenFact, TriggerFact } from '../../code/facts/configurationFacts.js';
import type { Facts, WorkflowFacts } from '../../code/facts/workflowFacts.js';
import { allTriggers, fieldOf, isSet } from '../given.js';
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
      const missing = missingIn(trigger, wantedBy(facts, target, isLayer(target)));
      if (missing.length === 0) return [];
      const names = missing.map(({ name }) => `\`${name}\``).join(' and ');
      return [
        {
          message: `This trigger does not give ${names}`,
          why: missing[0]?.why ?? '',
          fix: `give ${names} here`,
          ...place(trigger),
          related: [{ message: 'the workflow that it starts', ...target.at }],
        },
      ];
    });
  },
};

interface Wanted {
  readonly name: string;
  readonly why: string;
}

function missingIn({ options }: TriggerFact, wanted: readonly Wanted[]): Wanted[] {
  return wanted.filter(({ name }) => {
    const given = fieldOf(options, name);
    return given === undefined || !isSet(given.value);
  });
}

function wantedBy(facts: Facts, target: WorkflowFacts, isLayer: boolean): Wanted[] {
  const options = [target.options, ...optionsOfMany(facts, target)];
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
