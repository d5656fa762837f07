import type { ObjectFact, TriggerFact } from '../../code/facts/configurationFacts.js';
import type { Layer } from '../../code/facts/conventionFacts.js';
import type { Facts, WorkflowFacts } from '../../code/facts/workflowFacts.js';
import { fieldOf, isSet } from '../given.js';
import { routesOf, type RouteInGroup, routesOfGroup } from '../layers.js';
import { reachedRoutes } from '../reachedRoutes.js';
import type { Report, Rule } from '../rule.js';

/** What a run was asked for (`force`, `paidOnly`) is passed on to the layers that it starts. */
export const flagsTravel: Rule = {
  meta: {
    id: 'flags-travel',
    severity: 'warning',
    title: 'What a run was asked for is passed on to the next layer',
  },
  judge(facts) {
    const reached = reachedRoutes(facts);
    const layers = routesOf(facts, ['entry', 'pagination', 'execution']);
    const byWorkflow = new Map(layers.map((each) => [each.workflow, each]));
    return layers.flatMap((from) =>
      from.workflow.triggers.flatMap((trigger): Report[] => {
        const target = reached(trigger);
        const to = target && byWorkflow.get(target);
        return to && to.group === from.group ? judgeTrigger(facts, { from, to, trigger }) : [];
      }),
    );
  },
};

interface Way {
  readonly from: RouteInGroup;
  readonly to: RouteInGroup;
  readonly trigger: TriggerFact;
}

function judgeTrigger(facts: Facts, way: Way): Report[] {
  const { to, trigger } = way;
  const body = fieldOf(trigger.options, 'body')?.value;
  if (body?.kind !== 'object' || !body.isWhole) return [];
  const dropped = flagsFor(facts, way, body).filter((flag) => {
    const given = fieldOf(body, flag);
    return given === undefined || !isSet(given.value);
  });
  if (dropped.length === 0) return [];
  const names = dropped.map((name) => `\`${name}\``).join(' and ');
  return [
    {
      message: `${names} ${dropped.length === 1 ? 'is' : 'are'} not passed on to ${to.route.name}`,
      why: 'the runs that it starts go on as if nobody had asked for it',
      fix: `add ${names} to the payload of this trigger`,
      ...(body.at ?? trigger.at),
      related: [{ message: `${to.route.name} is served here`, ...to.workflow.at }],
    },
  ];
}

/** The fields that a run has from its caller, and that the run which it starts should have as well. */
function flagsFor(facts: Facts, { from, to }: Way, body: ObjectFact): string[] {
  const own = fieldsOf(from.workflow).filter((field) => !isPosition(field) && !isDryRun(field));
  // Nothing at all is passed on, and the pages are read without what was asked for.
  if (body.fields.length === 0 && from.route.layer === 'entry' && to.route.layer === 'pagination')
    return own.filter((field) => from.workflow.payload.reads.includes(field));
  const takers = hasItems(body) ? [to, ...layersOf(facts, to, 'execution')] : [to];
  // Items that are named have been filtered and counted; what was asked for matters for the work itself, if anywhere.
  return own.filter((field) => takers.every(({ workflow }) => fieldsOf(workflow).includes(field)));
}

function fieldsOf({ payload }: WorkflowFacts): string[] {
  return [...new Set([...(payload.fields ?? []), ...payload.reads])].filter((name) => name !== '*');
}

/** Where a run stands, and what it works on: each run has its own. */
function isPosition(field: string): boolean {
  return /^(id|ids|items?|page|offset|after|before|depth|index|batch|chunk)$|[a-z](Id|Ids|Key|Keys)$|cursor|token|page/i.test(
    field,
  );
}

/** A dry run ends in the entry layer, as `dry-run` makes sure. */
function isDryRun(field: string): boolean {
  return /^(is_?)?dry(_?run)?$/i.test(field);
}

function hasItems({ fields }: ObjectFact): boolean {
  return fields.some(({ name }) => /[a-z]Ids$|^(ids|items)$/.test(name));
}

function layersOf(facts: Facts, { group }: RouteInGroup, layer: Layer): RouteInGroup[] {
  return routesOfGroup(facts, group, [layer]);
}
