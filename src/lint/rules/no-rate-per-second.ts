import type { FieldFact } from '../../code/facts/configurationFacts.js';
import type { TextEdit } from '../finding.js';
import { fieldOf, flowControlsIn } from '../given.js';
import type { Report, Rule } from '../rule.js';
import { mayLackRate } from '../sdkAt.js';

/** `rate` and `period` instead of `ratePerSecond`, which is deprecated. */
export const noRatePerSecond: Rule = {
  meta: {
    id: 'no-rate-per-second',
    severity: 'warning',
    title: 'Rates are given as rate and period, not as ratePerSecond',
  },
  judge: (facts) =>
    flowControlsIn(facts).flatMap(({ given, at, usedAt }): Report[] => {
      const old = fieldOf(given, 'ratePerSecond');
      if (!old || mayLackRate(facts, usedAt.path)) return [];
      const isShadowed = fieldOf(given, 'rate') !== undefined;
      return [
        {
          message: '`ratePerSecond` is deprecated',
          // Source: `prepareFlowControl` in @upstash/workflow takes `rate ?? ratePerSecond`.
          why: isShadowed
            ? 'the SDK takes `rate`, which is given as well, and ignores it'
            : 'later versions of the SDK may ignore it, and the runs would have no rate limit',
          fix: isShadowed ? 'remove it' : 'write `rate`; the period is one second by default',
          ...(old.at ?? at),
          ...(!isShadowed && { edits: renamed(old) }),
          related: [{ message: 'used here', ...usedAt }],
        },
      ];
    }),
};

/** A shorthand may mean a variable of another name. */
function renamed({ at, written }: FieldFact): TextEdit[] {
  if (!at || !written) return [];
  const { path, line, column } = at;
  return [{ path, start: { line, column }, end: written.nameEnd, text: 'rate' }];
}
