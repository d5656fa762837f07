import type { OutsideFact } from '../code/facts/outsideFacts.js';
import type { CallFact, StepFact } from '../code/facts/workflowFacts.js';
import type { Location } from '../code/facts/location.js';
import type { Finding } from './finding.js';

/**
 * Where a step can be put around something that is done outside the steps: at the outermost call on the way to it that
 * has no step inside.
 */
export function outsidePlace(
  { what, at, via }: OutsideFact,
  steps: readonly StepFact[],
): { called: string; at: Location; related: Finding['related'] } {
  const depth = Math.max(0, ...steps.map((step) => sharedCalls(via, step.via)));
  const outermost = via[depth];
  if (!outermost) return { called: what, at, related: [] };
  return {
    called: what,
    at: outermost.at,
    related: [{ message: `here: ${what}`, ...at }],
  };
}

function sharedCalls(one: readonly CallFact[], other: readonly CallFact[]): number {
  const differs = one.findIndex((call, index) => !isSame(call, other[index]));
  return differs === -1 ? one.length : differs;
}

function isSame({ at }: CallFact, other: CallFact | undefined): boolean {
  return at.path === other?.at.path && at.line === other.at.line && at.column === other.at.column;
}
