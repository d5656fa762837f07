import { camelCase } from 'change-case';
import { mergeAnswers } from '../spec/parse.js';
import { type PartialSpec, specFromAnswers } from '../spec/answer.js';
import { questions } from '../spec/questions.js';
import { nearest } from '../spec/suggest.js';
import { TrifoldError } from '../shared/errors.js';

/**
 * Answers from `key=value`, where the key is a question's flag (`page-size`), its name (`pageSize`) or its place in the
 * answers (`flowControl.paginate.rate`). `flag` may come more than once.
 *
 * @throws TrifoldError CLI_SET_INVALID
 */
export function answersFromSet(given: readonly string[]): PartialSpec {
  return given.map(oneAnswer).reduce<PartialSpec>(mergeLists, {});
}

function oneAnswer(text: string): PartialSpec {
  const [key = '', ...rest] = text.split('=');
  const value = rest.join('=');
  if (rest.length === 0 || key === '') {
    throw new TrifoldError('CLI_SET_INVALID', `${JSON.stringify(text)} is no answer`, {
      fix: 'write it as key=value, like --set chunkSize=10',
    });
  }
  const question = questions.find(
    ({ flag, path, key: name }) =>
      [flag, name, path.join('.')].includes(key) || name === camelCase(key),
  );
  if (question === undefined) throw unknown(key);
  const typed = question.kind === 'boolean' ? booleanOf(key, value) : value;
  return specFromAnswers({ [question.key]: typed });
}

function booleanOf(key: string, value: string): boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  throw new TrifoldError('CLI_SET_INVALID', `${key} is true or false, not ${value}`, {
    fix: `write --set ${key}=true or --set ${key}=false`,
  });
}

/** Flags add up, everything else is replaced. */
function mergeLists(below: PartialSpec, above: PartialSpec): PartialSpec {
  const merged = mergeAnswers(below, above);
  const flags = [...listOf(below['flags']), ...listOf(above['flags'])];
  return flags.length === 0 ? merged : { ...merged, flags };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function unknown(key: string): TrifoldError {
  const known = questions.flatMap(({ key: name, path }) => [name, path.join('.')]);
  const meant = nearest(key, known);
  return new TrifoldError('CLI_SET_INVALID', `there is no answer ${key}`, {
    fix: meant === undefined ? 'see them all with `trifold gen workflow --help`' : `write ${meant}`,
  });
}
