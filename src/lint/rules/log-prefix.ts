import { isOwn, report, routesOf } from '../layers.js';
import type { Rule } from '../rule.js';

/** What the routes and the class write to the console begins with `[{workflow}:{layer}]`. */
export const logPrefix: Rule = {
  meta: {
    id: 'log-prefix',
    severity: 'warning',
    title: 'Logs begin with [workflow:layer]',
  },
  judge: (facts) =>
    routesOf(facts, ['entry', 'pagination', 'execution']).flatMap((route) =>
      route.workflow.convention.logs.flatMap(({ text, at }) => {
        if (text === undefined || text.startsWith('${') || !isOwn(route, at.path)) return [];
        if (/^\[[^\]:]+:[^\]]+\]/.test(text)) return [];
        return [
          report(at, {
            message: `The log does not begin with \`[${route.group.name}:${layerNames[route.route.layer]}]\``,
            why: 'without the same prefix everywhere, the lines of one workflow cannot be found among all others',
            fix: `begin it with \`[${route.group.name}:${layerNames[route.route.layer]}] \``,
          }),
        ];
      }),
    ),
};

const layerNames = {
  entry: 'process',
  pagination: 'paginate',
  execution: 'execute',
  other: 'other',
};
