import { meet, type Flow } from './flow.js';
import { listBehind } from './rearranged.js';
import type { Skip } from './skip.js';
import type { Value } from './value.js';
import type { Walk } from './walk.js';

/** Where a loop ends: behind its rounds, or without a round. */
export function meetRounds(rounds: readonly Flow[], none: Flow, { source, entry }: Entry): Flow {
  const hasSteps = rounds.some(({ isAlive, ran }) => isAlive && ran === 'some');
  if (!hasSteps || none.ran === 'some') return meet([...rounds, none]);
  const added =
    none.ran === 'none' || none.skips.size > 0
      ? [...(source ? emptied(source) : []), ...(entry ? notEntered(entry) : [])]
      : [];
  const skips = new Set(added.length > 0 ? [...none.skips, ...added] : []);
  return meet([...rounds, { ...none, skips }]);
}

/** What decides whether a loop has a first round: the list that it goes through, or its test. */
export interface Entry {
  readonly source?: Value | undefined;
  readonly entry?: Value | undefined;
}

function emptied(source: Value): Skip[] {
  if (!isFromPayload(source)) return [];
  return [...source.payload].map((field) => ({ field, is: 'empty', test: undefined }));
}

/** `while (cursor)`, `for (let i = 0; i < ids.length; i++)` */
function notEntered(entry: Value): Skip[] {
  return isCount(entry.identity) && !isFilled.test(entry.identity) ? [] : skipsBy(entry, false);
}

/** There is something in the list: `(payload.ids.length > 0)`, `(0 < payload.ids.length)`. */
const isFilled = /^\(?(0 < )?[^<>=!]*\.(length|size)( (>|!==|!=) 0)?\)?$/;

/** One way of a branch: where the test holds, or does not. */
export interface Way {
  readonly holds: boolean | undefined;
  readonly end: Flow;
}

/** Where the ways of a branch meet: `if (ids.length > 0) { await context.run(…) }`, `if (id) { … }`. */
export function meetWays(ways: readonly Way[], test: Value): Flow {
  const met = meet(ways.map(({ end }) => end));
  if (met.ran !== 'maybe') return met;
  const past = ways.find(({ end }) => end.isAlive && end.ran === 'none' && !end.isCancelled);
  if (past) return { ...met, skips: new Set([...met.skips, ...skipsBy(test, past.holds)]) };
  // The way past the first of two independent tests may be the way into the second.
  const hasSteps = ways.some(({ end }) => end.isAlive && end.ran === 'some');
  return hasSteps ? { ...met, skips: new Set([...met.skips].filter(isEmpty)) } : met;
}

/** What the payload is like where a test holds, or does not, and no step has run. */
function skipsBy({ identity, payload }: Value, holds: boolean | undefined): Skip[] {
  if (payload.has('*')) return [];
  if (isCount(identity))
    return [...payload].map((field) => ({ field, is: 'empty', test: identity }));
  const [, negated, field] = presence.exec(identity) ?? [];
  if (field === undefined || holds === undefined) return [];
  const isTruthy = negated === undefined ? holds : !holds;
  return [{ field, is: isTruthy ? 'truthy' : 'falsy', test: identity }];
}

function isEmpty({ is }: Skip): boolean {
  return is === 'empty';
}

/** What the payload is like where a run comes here without a step, where nothing else asks about that. */
export function skippedBy({ flow, tests, entries }: Walk): Pick<Skip, 'field' | 'is'> | undefined {
  const skips = [...flow.skips];
  const isAsked = ({ field, is, test: own }: Skip) =>
    [...tests].some(
      ([test, payload]) =>
        test !== own &&
        !entries.has(test) &&
        payload.has(field) &&
        !(is === 'empty' && presence.test(test)),
    );
  const [first] = skips;
  return !first || skips.some(isAsked) ? undefined : { field: first.field, is: first.is };
}

/** The field itself, `payload.ids ?? []`, and what was made of these element by element. */
function isFromPayload({ shape, identity, payload }: Value): boolean {
  const identities = [identity, ...((shape.kind === 'list' && shape.sources) || [])];
  return payload.size === 1 && identities.some((each) => isField.test(listBehind(each)));
}

const isField = /^payload\.\w+( (\?\?|\|\|) .*)?$/;

function isCount(identity: string): boolean {
  return /\.(length|size)\b/.test(identity);
}

/** `if (ids)`, `if (!id)`: an empty list passes as well. */
const presence = /^(\(!)?payload\.(\w+)\)?$/;
