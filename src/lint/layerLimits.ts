import type { GivenFact } from '../code/facts/configurationFacts.js';
import type { ClassFact } from '../code/facts/conventionFacts.js';
import type { Location } from '../code/facts/workflowFacts.js';
import { startsRoute } from '../shared/triggerNames.js';
import { flowControlIn } from './given.js';
import type { RouteInGroup } from './layers.js';

/** Neither `serve` nor the class sets limits for the route. Where no trigger is in sight, its options may be anywhere. */
export function isUnlimited(found: RouteInGroup): boolean {
  return flowControlsOf(found).length === 0 && classTriggersOf(found).length > 0;
}

/** What `serve` and the triggers of the class set. */
export function flowControlsOf(found: RouteInGroup): { given: GivenFact; at: Location }[] {
  const { workflow } = found;
  const served = flowControlIn(workflow.options);
  const triggered = classTriggersOf(found).flatMap(({ at, given }) => {
    const [first] = given.flatMap(({ flowControl }) => flowControl ?? []);
    return first ? [{ given: first, at }] : [];
  });
  return [...(served ? [{ given: served, at: workflow.at }] : []), ...triggered];
}

function classTriggersOf({ group, route }: RouteInGroup): ClassFact['triggers'] {
  return (group.class?.triggers ?? []).filter(
    ({ name, given }) =>
      startsRoute(name, route.name) ||
      given.some(({ target }) => target?.includes(`/${route.name}`) === true),
  );
}
