import { report } from '../layers.js';
import type { Rule } from '../rule.js';

/** No operation that a workflow calls is still the stub it was generated as; one finding for each workflow. */
export const operationsImplemented: Rule = {
  meta: {
    id: 'operations-implemented',
    severity: 'warning',
    title: 'The operations of a workflow are implemented',
  },
  judge: ({ groups, workflows }) =>
    groups.flatMap(({ name, routes }) => {
      const stubs = routes.flatMap(({ workflow }) => workflows[workflow]?.convention.stubs ?? []);
      const places = new Map(stubs.map((stub) => [`${stub.at.path}:${stub.at.line}`, stub]));
      const [first, ...others] = [...places.values()].sort((a, b) => a.at.line - b.at.line);
      if (!first) return [];
      const names = [first, ...others].map((stub) => stub.name).join(', ');
      return [
        report(
          first.at,
          {
            message: `Operations of ${name} are not implemented yet: ${names}`,
            why: 'each of them throws, so every run fails after all its retries',
            fix: 'write the business code in their place',
          },
          others.map(({ name: other, at }) => ({ message: `not implemented: ${other}`, ...at })),
        ),
      ];
    }),
};
