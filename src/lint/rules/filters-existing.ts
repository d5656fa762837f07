import { isOwn, report, routesOf, type RouteInGroup } from '../layers.js';
import type { Rule } from '../rule.js';

/** Entry and pagination leave out the items that are done. */
export const filtersExisting: Rule = {
  meta: {
    id: 'filters-existing',
    severity: 'warning',
    title: 'The entry and pagination layers filter out what is done',
  },
  judge: (facts) =>
    facts.groups.flatMap((group) => {
      const routes = routesOf({ ...facts, groups: [group] }, ['entry', 'pagination']);
      const without = routes.filter((route) => isSeenWhole(route) && !filters(route));
      const hasFilter = group.class?.statics.some(({ name }) => name.startsWith('filter')) === true;
      // A layer that filters in its query shows nothing of it; a filter of the class that is not called does.
      if (!hasFilter && without.length < routes.length) return [];
      return without.map(({ route, workflow }) =>
        report(workflow.at, {
          message: `${route.name} does not filter out the items that are done`,
          why: 'every run does all the work again, and statistics count what needs none',
          fix: 'ask the class which ids still need work, in a step of its own',
        }),
      );
    }),
};

/** What comes after an operation that only throws is not reached. */
function isSeenWhole({ workflow }: RouteInGroup): boolean {
  return workflow.isComplete && workflow.convention.stubs.length === 0;
}

function filters(route: RouteInGroup): boolean {
  const { steps, convention } = route.workflow;
  return (
    steps.some(({ name }) => /filter|pending|missing|needing/i.test(name.text)) ||
    convention.deeds.some(({ kind, at }) => kind === 'filter' && isOwn(route, at.path))
  );
}
