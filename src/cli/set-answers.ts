import { camelCase } from 'change-case';
import { type PartialSpec, specFromAnswers } from '../spec/answer.js';
import { withChanges } from '../spec/changes.js';
import { parseFlag } from '../spec/flag.js';
import { type Question, questions } from '../spec/questions.js';
import { nearest } from '../spec/suggest.js';
import { TrifoldError } from '../shared/errors.js';

/**
 * Answers from `key=value`, where the key is a question's flag (`page-size`), its name (`pageSize`) or its place in the
 * answers (`flowControl.paginate.rate`). `flag` may come more than once.
 *
 * @throws TrifoldError CLI_SET_INVALID
 */
export function answersFromSet(given: readonly string[]): PartialSpec {
  return given
    .map(oneAnswer)
    .reduce<PartialSpec>((below, set) => withChanges(below, { set, unset: [] }), {});
}

/**
 * Dotted paths of answers from keys, as they are for `answersFromSet`, or of groups of them: `maxItems`, `database`. One
 * flag alone is `flag=paidOnly`.
 *
 * @throws TrifoldError CLI_SET_INVALID
 */
export function pathsFromUnset(given: readonly string[]): string[] {
  return given.map((text) => {
    const { key, value } = keyAndValue(text);
    const path = questionOf(key)?.path.join('.') ?? groupOf(key);
    if (path === undefined) throw unknown(key);
    if (value === undefined || value === '') return path;
    if (path === 'flags') return `flags.${parseFlag(value).name}`;
    throw new TrifoldError('CLI_SET_INVALID', `an answer is unset by its key alone: ${key}`, {
      fix: `write --unset ${key}, or --set ${text} to change it`,
    });
  });
}

function oneAnswer(text: string): PartialSpec {
  const { key, value } = keyAndValue(text);
  if (value === undefined || key === '') {
    throw new TrifoldError('CLI_SET_INVALID', `${JSON.stringify(text)} is no answer`, {
      fix: 'write it as key=value, like --set chunkSize=10',
    });
  }
  const question = questionOf(key);
  if (question === undefined) throw unknown(key);
  if (value === '') {
    throw new TrifoldError('CLI_SET_INVALID', `${key} is set to nothing`, {
      fix: `write --unset ${key} to give the answer up`,
    });
  }
  const typed = question.kind === 'boolean' ? booleanOf(key, value) : value;
  return specFromAnswers({ [question.key]: typed });
}

function keyAndValue(text: string): { key: string; value: string | undefined } {
  const [key = '', ...rest] = text.split('=');
  return { key, value: rest.length === 0 ? undefined : rest.join('=') };
}

function questionOf(key: string): Question | undefined {
  return questions.find(
    ({ flag, path, key: name }) =>
      [flag, name, path.join('.')].includes(key) || name === camelCase(key),
  );
}

/** `database` for `database.import` and `database.name`. */
function groupOf(key: string): string | undefined {
  return questions.some(({ path }) => path.join('.').startsWith(`${key}.`)) ? key : undefined;
}

function booleanOf(key: string, value: string): boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  throw new TrifoldError('CLI_SET_INVALID', `${key} is true or false, not ${value}`, {
    fix: `write --set ${key}=true or --set ${key}=false`,
  });
}

function unknown(key: string): TrifoldError {
  const known = questions.flatMap(({ key: name, path }) => [name, path.join('.')]);
  const meant = nearest(key, known);
  return new TrifoldError('CLI_SET_INVALID', `there is no answer ${key}`, {
    fix: meant === undefined ? 'see them all with `trifold gen workflow --help`' : `write ${meant}`,
  });
}
