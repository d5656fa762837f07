import { TrifoldError } from '../shared/errors.js';
import { isGroup } from './answerPaths.js';
import { describeIssue, problemsOf, type Problem } from './problems.js';
import { workflowSpecSchema, type WorkflowSpec } from './workflow.js';

/** What a project knows already: from its record, or detected in its files. */
export type ProjectDefaults = Partial<
  Pick<WorkflowSpec, 'sdk' | 'framework' | 'alias' | 'logNamespace' | 'database'> & {
    paths: Partial<WorkflowSpec['paths']>;
  }
>;

/**
 * Resolves answers to a complete spec: answers first, then what the project knows, then the schema's defaults.
 * `undefined` counts as not answered.
 *
 * @throws TrifoldError SPEC_INVALID that lists every problem with its path and its fix.
 */
export function parseWorkflowSpec(input: unknown, defaults: ProjectDefaults = {}): WorkflowSpec {
  const parsed = readAnswers(input, defaults);
  if (parsed.problems.length === 0 && parsed.spec !== undefined) return parsed.spec;
  throw specError(parsed.problems);
}

/** The problems of answers that may still be incomplete; none means they are a spec. */
export function problemsIn(input: unknown, defaults: ProjectDefaults = {}): readonly Problem[] {
  return readAnswers(input, defaults).problems;
}

/** As `parseWorkflowSpec`, with `undefined` in place of an error. */
export function resolveSpec(input: unknown, defaults: ProjectDefaults): WorkflowSpec | undefined {
  return readAnswers(input, defaults).spec;
}

/** Answers on top of others: groups such as `paths` merge key by key, everything else is replaced. */
export function mergeAnswers(
  below: Record<string, unknown>,
  above: Record<string, unknown>,
): Record<string, unknown> {
  const merged = { ...below };
  for (const [key, value] of Object.entries(above)) {
    if (value === undefined) continue;
    const under = merged[key];
    merged[key] = isGroup(value) ? mergeAnswers(isGroup(under) ? under : {}, value) : value;
  }
  return merged;
}

function readAnswers(
  input: unknown,
  defaults: ProjectDefaults,
): { spec?: WorkflowSpec; problems: Problem[] } {
  const answers = isGroup(input) ? mergeAnswers({ ...defaults }, input) : input;
  const parsed = workflowSpecSchema.safeParse(answers, {
    error: describeIssue,
    reportInput: true,
  });
  return parsed.success
    ? { spec: parsed.data, problems: [] }
    : { problems: problemsOf(parsed.error) };
}

function specError(problems: readonly Problem[]): TrifoldError {
  const [first, second] = problems;
  if (first !== undefined && second === undefined) {
    const message = first.path === '' ? first.message : `${first.path}: ${first.message}`;
    return new TrifoldError('SPEC_INVALID', message, { fix: first.fix });
  }
  const lines = problems.map(({ path, message, fix }) => `  ${path}: ${message} (fix: ${fix})`);
  return new TrifoldError(
    'SPEC_INVALID',
    `${String(problems.length)} answers cannot be used\n${lines.join('\n')}`,
    { fix: 'correct each answer as its line says' },
  );
}
