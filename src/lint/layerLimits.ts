import type { ClassFact, LimitsFact } from '../code/facts/conventionFacts.js';
import type { Location } from '../code/facts/workflowFacts.js';
import { startsRoute } from '../shared/triggerNames.js';
import type { RouteInGroup } from './layers.js';

/** Neither `serve` nor the class sets limits for the route. Where no trigger is in sight, its options may be anywhere. */
export function isUnlimited(found: RouteInGroup): boolean {
  return limitsOf(found).length === 0 && classTriggersOf(found).length > 0;
}

/** What `serve` and the triggers of the class set. */
export function limitsOf(found: RouteInGroup): { limits: LimitsFact; at: Location }[] {
  const { workflow } = found;
  const served = workflow.convention.limits;
  const triggered = classTriggersOf(found).flatMap(({ at, given }) => {
    const [limits] = given.flatMap((each) => each.limits ?? []);
    return limits ? [{ limits, at }] : [];
  });
  return [...(served ? [{ limits: served, at: workflow.at }] : []), ...triggered];
}

function classTriggersOf({ group, route }: RouteInGroup): ClassFact['triggers'] {
  return (group.class?.triggers ?? []).filter(
    ({ name, given }) =>
      startsRoute(name, route.name) ||
      given.some(({ target }) => target?.includes(`/${route.name}`) === true),
  );
}
