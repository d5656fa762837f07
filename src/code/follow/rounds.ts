import type { Location } from '../facts/workflowFacts.js';
import type { Walk } from './walk.js';

/**
 * Follows a callback whose rounds run side by side. The SDK takes steps for parallel that start within two microtasks,
 * so what a round waits for before its first step matters.
 */
export function sideBySide<T>(walk: Walk, visit: () => T): T {
  walk.rounds.push({ waitsFor: walk.rounds.at(-1)?.waitsFor });
  const result = visit();
  walk.rounds.pop();
  return result;
}

export function noteWait(walk: Walk, at: Location): void {
  const round = walk.rounds.at(-1);
  if (round && walk.insideStep === undefined) round.waitsFor ??= at;
}
