import { TrifoldError } from '../shared/errors.js';
import { type Answers, isAnswered, type PartialSpec, specFromAnswers } from '../spec/answer.js';
import { mergeAnswers } from '../spec/parse.js';
import { type GeneratorName, type Question, questionsOf } from '../spec/questions.js';
import { usageOf } from './flags.js';
import type { Host } from './host.js';
import { interruptible } from './interruptible.js';
import { withSubmoduleRecord } from './submodule-record.js';

export interface Incomplete {
  readonly generator: GeneratorName;
  /** From flags. */
  readonly given: Answers;
  readonly fromFile: PartialSpec;
  readonly host: Host;
  /** Whether somebody can be asked. */
  readonly mayAsk: boolean;
}

/**
 * All answers that are needed: flags over the file, and, when a required one is missing, over what a person answers.
 *
 * @throws TrifoldError CLI_ANSWERS_MISSING naming the flags to give, when nobody can be asked
 */
export async function completeAnswers(incomplete: Incomplete): Promise<PartialSpec> {
  const { generator, given, fromFile, host, mayAsk } = incomplete;
  const typed = mergeAnswers(fromFile, specFromAnswers(given));
  const answers =
    generator === 'cloud-reexport' ? await withSubmoduleRecord(typed, host.project) : typed;
  const missing = questionsOf(generator).filter(
    (question) => question.required && !isAnswered(question, answers),
  );
  if (missing.length === 0) return answers;
  if (!mayAsk) throw answersMissing(generator, missing);
  const { askQuestions } = await import('../generate/plop.js');
  return interruptible(() => askQuestions(generator, answers, host.defaults));
}

function answersMissing(generator: string, missing: readonly Question[]): TrifoldError {
  const flags = missing.map(usageOf);
  const names = missing.map(({ path }) => `"${path.join('.')}"`).join(' and ');
  return new TrifoldError('CLI_ANSWERS_MISSING', `missing: ${flags.join(', ')}`, {
    why: `gen ${generator} has no default for ${missing.length === 1 ? 'it' : 'them'}, and nobody to ask`,
    fix: `add ${flags.join(' ')}, or put ${names} into the --spec file`,
  });
}
