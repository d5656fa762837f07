import { report, routesOf, type RouteInGroup } from '../layers.js';
import type { Report, Rule } from '../rule.js';

/** The steps of a route share one connection, opened at the top or remembered. */
export const oneDatabaseConnection: Rule = {
  meta: {
    id: 'one-database-connection',
    severity: 'info',
    title: 'The steps of a layer share one database connection',
  },
  judge: (facts) => routesOf(facts, ['entry', 'pagination', 'execution']).flatMap(judgeRoute),
};

/** Calls written in the route itself; behind a function of the project the connection may be remembered. */
function judgeRoute({ workflow }: RouteInGroup): Report[] {
  const { convention, steps, at } = workflow;
  const opened = convention.deeds.filter((deed) => {
    const step = deed.insideStep === undefined ? undefined : steps[deed.insideStep];
    return deed.kind === 'connect' && (step?.at.path ?? at.path) === deed.at.path;
  });
  const places = [
    ...new Map(opened.map((deed) => [`${deed.at.line}:${deed.at.column}`, deed])).values(),
  ];
  const [first, ...others] = places;
  if (!first) return [];
  return others
    .filter(({ name }) => name === first.name)
    .map((deed) =>
      report(
        deed.at,
        {
          message: `\`${deed.name}\` is called again for another step`,
          why: 'each step then asks for a connection of its own',
          fix: 'take the connection once, at the top of the function or by a memo, and share it among the steps',
        },
        [{ message: 'the first connection', ...first.at }],
      ),
    );
}
