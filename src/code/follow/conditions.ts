import { oncePer } from '../../shared/oncePer.js';
import type { ConditionFact } from '../facts/workflowFacts.js';
import type { OpenCondition, Walk } from './walk.js';

/** What is known where the walk is now; `from` leaves out the outermost ones. */
export function conditionsHere({ conditions }: Walk, from = 0): ConditionFact[] {
  return conditions.slice(from).map(factOf);
}

/** Read from the spelling only where somebody asks: most branches hold no step. */
const factOf = oncePer(({ identity, holds, equals }: OpenCondition): ConditionFact => {
  const fact = conditionOf(identity);
  if (equals !== undefined) return { subject: fact.subject, is: equals, holds };
  return holds ? fact : inverted(fact);
});

/** `identity` is spelled by the operations: `(mode === "full")`, `(!mode)`. */
function conditionOf(identity: string): ConditionFact {
  const negated = /^\(!(.+)\)$/.exec(identity)?.[1];
  if (negated !== undefined) return inverted(conditionOf(negated));
  const compared = /^\((.+) ([!=])==? (".*?"|\d+)\)$/.exec(identity);
  const [, subject, sign, is] = compared ?? [];
  if (subject !== undefined && is !== undefined) return { subject, is, holds: sign === '=' };
  return { subject: identity, is: 'true', holds: true };
}

function inverted(condition: ConditionFact): ConditionFact {
  return { ...condition, holds: !condition.holds };
}
