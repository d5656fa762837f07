import type { TriggerFact } from '../code/facts/configurationFacts.js';
import type { Location } from '../code/facts/workflowFacts.js';

type Triggering = Pick<TriggerFact, 'at' | 'via'>;

/**
 * Where people decide what a trigger starts: the trigger itself, or the call of the wrapper that is told. A wrapper is known
 * by having been followed for itself, which leaves open what it starts: those are the `open` triggers.
 */
export function deciderOf(open: readonly Triggering[]): (trigger: Triggering) => Location {
  const wrappers = new Set(open.map((each) => keyOf(placesOf(each))));
  return (trigger) => {
    const places = placesOf(trigger);
    const size = places.findIndex((_, index) => !wrappers.has(keyOf(places.slice(0, index + 1))));
    return places[size] ?? places.at(-1) ?? trigger.at;
  };
}

/** From the trigger outwards. */
function placesOf({ at, via }: Triggering): Location[] {
  return [at, ...via.map((call) => call.at).toReversed()];
}

function keyOf(places: readonly Location[]): string {
  return places.map(({ path, line, column }) => `${path}:${line}:${column}`).join(' ');
}
