import { meet, type Flow } from './flow.js';
import type { Skip } from './skip.js';
import type { Value } from './value.js';
import type { Walk } from './walk.js';

/** Where a loop ends: behind its rounds, or without a round. */
export function meetRounds(rounds: readonly Flow[], none: Flow, source: Value | undefined): Flow {
  const fields = source && isFromPayload(source) ? [...source.payload] : [];
  const hasSteps = rounds.some(({ isAlive, ran }) => isAlive && ran === 'some');
  if (!hasSteps || none.ran === 'some') return meet([...rounds, none]);
  const known = none.ran === 'none' || none.skips.size > 0 ? fields : [];
  const added = known.map((field): Skip => ({ field, test: undefined }));
  const skips = new Set(known.length > 0 ? [...none.skips, ...added] : []);
  return meet([...rounds, { ...none, skips }]);
}

/** Where the ways of a branch meet: `if (ids.length > 0) { await context.run(…) }`. */
export function meetWays(ends: readonly Flow[], { identity, payload }: Value): Flow {
  const met = meet(ends);
  const isPast = ends.some(({ isAlive, ran }) => isAlive && ran === 'none');
  if (met.ran !== 'maybe' || !isPast || !isCount(identity) || payload.has('*')) return met;
  const added = [...payload].map((field): Skip => ({ field, test: identity }));
  return { ...met, skips: new Set([...met.skips, ...added]) };
}

/** The payload field whose empty list leads here without a step, where nothing else asks about that list. */
export function skippedBy({ flow, tests }: Walk): string | undefined {
  const skips = [...flow.skips];
  const isAsked = ({ field, test: own }: Skip) =>
    [...tests].some(([test, payload]) => test !== own && payload.has(field) && !isPresence(test));
  return skips.some(isAsked) ? undefined : skips[0]?.field;
}

/** The field itself, `payload.ids ?? []`, and what was made of these element by element. */
function isFromPayload({ shape, identity, payload }: Value): boolean {
  const identities = [identity, ...((shape.kind === 'list' && shape.sources) || [])];
  return payload.size === 1 && identities.some((each) => isField.test(each));
}

const isField = /^payload\.\w+( (\?\?|\|\|) .*)?$/;

function isCount(identity: string): boolean {
  return /\.(length|size)\b/.test(identity);
}

/** `if (ids)`: an empty list passes as well. */
function isPresence(test: string): boolean {
  return /^(\(!)?payload\.\w+\)?$/.test(test);
}
