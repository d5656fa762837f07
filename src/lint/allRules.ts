import { ownMetas } from './own/index.js';
import type { RuleMeta } from './rule.js';
import { rules } from './rules/index.js';

/** Everything that can be reported: the rules, sorted, and then what the linter itself has to say. */
export const allRules: readonly RuleMeta[] = [
  ...rules.map(({ meta }) => meta).sort((a, b) => (a.id < b.id ? -1 : 1)),
  ...ownMetas,
];

/** The ids that configurations and comments may name. */
export const knownRules: readonly string[] = allRules.map(({ id }) => id);
