import { fieldOf, flowControlsIn } from '../given.js';
import type { Report, Rule } from '../rule.js';

/** A flow control has a key and at least one limit. */
export const flowControlLimits: Rule = {
  meta: {
    id: 'flow-control-limits',
    severity: 'error',
    title: 'A flow control has a key and at least one of parallelism and rate',
  },
  judge: (facts) =>
    flowControlsIn(facts).flatMap(({ given, at, usedAt }): Report[] => {
      if (!given.isWhole) return [];
      const isSet = (name: string) => {
        const value = fieldOf(given, name)?.value;
        return value !== undefined && !(value.kind === 'constant' && value.value === undefined);
      };
      const related = [{ message: 'used here', ...usedAt }];
      if (!isSet('key'))
        return [
          {
            message: 'The flow control has no key',
            why: 'QStash counts by key: without one nothing is limited, and the request is refused',
            fix: "add a key, such as `key: 'digest.process'`",
            ...at,
            related,
          },
        ];
      if (limits.some(isSet)) return [];
      return [
        {
          message: 'The flow control has a key and no limit',
          // Source: `prepareFlowControl` in @upstash/workflow.
          why: 'the SDK throws "Provide at least one of parallelism or ratePerSecond for flowControl", and nothing starts',
          fix: 'add `parallelism`, or `rate` and `period`',
          ...at,
          related,
        },
      ];
    }),
};

const limits = ['parallelism', 'rate', 'ratePerSecond'];
