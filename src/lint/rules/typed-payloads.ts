import { report, routesOf } from '../layers.js';
import type { Rule } from '../rule.js';

/** Each layer says what its payload is: by a type, a schema or a parser. */
export const typedPayloads: Rule = {
  meta: {
    id: 'typed-payloads',
    severity: 'warning',
    title: 'Each layer has a payload type',
  },
  judge: (facts) =>
    routesOf(facts, ['entry', 'pagination', 'execution']).flatMap(({ route, workflow }) => {
      const { isTyped, reads } = workflow.payload;
      if (isTyped || reads.length === 0) return [];
      return [
        report(workflow.at, {
          message: `The payload of ${route.name} has no type`,
          why: 'a field that one layer sends and the next one does not read goes unnoticed',
          fix: 'export a payload type beside the class and give it to serve: `serve<ProcessUsersPayload>(…)`',
        }),
      ];
    }),
};
