import type { CallCode } from '../syntax/code.js';
import type { Called } from './throwers.js';
import { union, unknown, type Value } from './value.js';

/**
 * The identity of what code out of sight made of a list, where its name says that it only cuts it up or thins it out: of
 * an empty list comes an empty one. Undefined for any other call.
 */
export function identityOfRearranged(
  name: string | undefined,
  { args: [first], receiver }: Called,
): string | undefined {
  const list = name === 'entries' ? receiver : first;
  if (!list || list.payload.size === 0 || name === undefined) return undefined;
  if (name !== 'entries' && !rearranging.test(name)) return undefined;
  return `${unknown().identity} of ${list.identity}`;
}

/** What a function within reach answers that goes by such a name. One that begins with something is not empty. */
export function asRearranged(call: CallCode, called: Called, answer: Value): Value {
  const { shape } = answer;
  if (shape.kind !== 'unknown' && (shape.kind !== 'list' || shape.elements.length > 0))
    return answer;
  const identity = identityOfRearranged(calledName(call), called);
  const [list] = called.args;
  if (identity === undefined || !list) return answer;
  return { ...answer, identity, payload: union([answer.payload, list.payload]) };
}

/** Of lodash, es-toolkit, radash, remeda and their like. */
const rearranging =
  /^((to|into|in|make|create|get)?(chunk|batch)(s|es|ed)?|(chunk|batch)(List|Array|Items|Ids)|split(Array)?Into(Chunks|Batches)|chunkBy|splitEvery|cluster|uniq(ue)?(By|With)?|dedupe|compact)$/i;

/** The identity of the list from which a value was made that way. */
export function listBehind(identity: string): string {
  return identity.replace(/^(\?\d+ of )+/, '');
}

/** How a function is called: `chunk` for `chunk(ids)` and for `_.chunk(ids)`; undefined for `list[name](ids)`. */
export function calledName({ callee }: CallCode): string | undefined {
  const name = callee.kind === 'member' || callee.kind === 'reference' ? callee.name : '';
  return typeof name === 'string' ? name : undefined;
}
