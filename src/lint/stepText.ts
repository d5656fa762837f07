import type { CallFact, StepFact } from '../code/facts/workflowFacts.js';
import type { Finding } from './finding.js';

/** A step's name as a reader would write it. */
export function quoteStep({ name }: Pick<StepFact, 'name'>): string {
  return name.shape === 'literal' ? `'${name.text}'` : `\`${name.text}\``;
}

/** The calls on the way to a place. */
export function callsTo(via: readonly CallFact[]): Finding['related'] {
  return via.map(({ name, at }) => ({ message: `called here: ${name}`, ...at }));
}
