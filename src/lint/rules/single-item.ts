import { report, routesOf } from '../layers.js';
import type { Rule } from '../rule.js';

/** One run of the execution layer handles one item. */
export const singleItem: Rule = {
  meta: {
    id: 'single-item',
    severity: 'warning',
    title: 'The execution layer handles one item',
  },
  judge: (facts) =>
    routesOf(facts, ['execution']).flatMap(({ route, workflow }) => {
      const { fields, reads } = workflow.payload;
      const all = fields ?? reads;
      const list = all.find((field) => /[a-z]Ids$|^(ids|items)$/.test(field));
      if (list === undefined || all.some((field) => /[a-z]Id$|^id$/.test(field) && !isOfRun(field)))
        return [];
      return [
        report(workflow.at, {
          message: `${route.name} takes a list of items: \`${list}\``,
          why: 'one item that fails repeats the work for all others, and a long list meets the limit of steps',
          fix: 'take one id, and trigger a run for each item in the pagination layer',
        }),
      ];
    }),
};

/** `rootRunId`, `workflowRunId` say where a run belongs, not what it works on. */
function isOfRun(field: string): boolean {
  return /runId$/i.test(field);
}
