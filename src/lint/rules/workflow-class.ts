import { startsRoute } from '../../shared/triggerNames.js';
import { frontOf, report } from '../layers.js';
import type { Rule } from '../rule.js';

/** A class with a static trigger for each layer is the one way into a workflow. */
export const workflowClass: Rule = {
  meta: {
    id: 'workflow-class',
    severity: 'warning',
    title: 'A class triggers each layer by a static method',
  },
  judge: (facts) =>
    facts.groups.flatMap((group) => {
      const { class: found, routes, name } = group;
      const front = frontOf(facts, group);
      if (!found) {
        if (!front) return [];
        return [
          report(front, {
            message: `${name} has no class with static triggers`,
            why: 'urls, payload types and flow control are then written wherever a layer is started, and drift apart',
            fix: 'write a class with a static trigger for each layer, and start the layers through it',
          }),
        ];
      }
      const missing = routes.filter(
        (route) =>
          route.layer !== 'other' &&
          !found.triggers.some(
            (trigger) =>
              startsRoute(trigger.name, route.name) ||
              trigger.given.some(({ target }) => target?.includes(`/${route.name}`) === true),
          ),
      );
      return missing.map((route) =>
        report(found.at, {
          message: `${found.name} has no static trigger for ${route.name}`,
          why: 'the layer is started by code that knows nothing of its payload type and flow control',
          fix: `add a static method that triggers ${route.name}`,
        }),
      );
    }),
};
