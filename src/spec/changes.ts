import type { PartialSpec } from './answer.js';
import { isGroup, withoutAnswer } from './answerPaths.js';
import { mergeAnswers } from './parse.js';

/** What is to be another answer than before. */
export interface AnswerChanges {
  /** Nested as in a spec; its flags are those to add, or to change by their names. */
  readonly set: PartialSpec;
  /** Dotted paths of answers to give up, so that they are as if nobody had given them; `flags.paidOnly` is one flag. */
  readonly unset: readonly string[];
}

const FLAGS = 'flags';

/** Answers after changes; judging them is left to the schema. */
export function withChanges(answers: PartialSpec, { set, unset }: AnswerChanges): PartialSpec {
  const left = unset.map((path) => path.split('.')).reduce(withoutAnswerOrFlag, answers);
  const merged = mergeAnswers(left, set);
  return set[FLAGS] === undefined
    ? merged
    : { ...merged, [FLAGS]: mergeFlags(left[FLAGS], set[FLAGS]) };
}

/** The name of the flag where a path is of one flag alone. */
export function flagIn(path: string): string | undefined {
  const [key, name] = path.split('.');
  return key === FLAGS ? name : undefined;
}

/** The names of the flags among answers. */
export function flagNames(answers: PartialSpec): string[] {
  return listOf(answers[FLAGS]).flatMap((flag) => nameOf(flag) ?? []);
}

function withoutAnswerOrFlag(answers: PartialSpec, path: readonly string[]): PartialSpec {
  const flag = flagIn(path.join('.'));
  if (flag === undefined) return withoutAnswer(answers, path);
  return { ...answers, [FLAGS]: listOf(answers[FLAGS]).filter((each) => nameOf(each) !== flag) };
}

/** What is not said of a flag that is there stays as it was. */
function mergeFlags(below: unknown, above: unknown): unknown {
  if (!Array.isArray(above)) return above;
  return above.reduce<unknown[]>((flags, flag: unknown) => {
    const place = flags.findIndex((known) => nameOf(known) === nameOf(flag));
    return place === -1 ? [...flags, flag] : flags.with(place, merged(flags[place], flag));
  }, listOf(below));
}

function merged(below: unknown, above: unknown): unknown {
  return isGroup(below) && isGroup(above) ? mergeAnswers(below, above) : above;
}

function nameOf(flag: unknown): string | undefined {
  return isGroup(flag) && typeof flag['name'] === 'string' ? flag['name'] : undefined;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
