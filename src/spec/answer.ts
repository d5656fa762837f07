import { isGroup } from './answerPaths.js';
import { parseFlag } from './flag.js';
import { mergeAnswers, problemsIn, resolveSpec, type ProjectDefaults } from './parse.js';
import { questions, type Question } from './questions.js';

/** Answers by the key of their question, as typed: `{ pageSize: '20', flag: ['paidOnly:boolean'] }`. */
export type Answers = Readonly<Record<string, unknown>>;

/** The shape of a spec file, nested and incomplete. */
export type PartialSpec = Record<string, unknown>;

/** Keeps a question meaningful before the name and the entity are known. */
const UNNAMED = { name: 'some-workflow', entity: 'some-thing' } as const;

/** Typed answers as a spec: numbers are read, flags parsed, keys nested. Judging them is left to the schema. */
export function specFromAnswers(answers: Answers): PartialSpec {
  const spec: PartialSpec = {};
  for (const question of questions) {
    const answer = answers[question.key];
    if (answer !== undefined) put(spec, question.path, readAnswer(question, answer));
  }
  return spec;
}

/** What the answer is when a person just presses return; `undefined` when there is nothing to propose. */
export function proposalFor(
  question: Question,
  others: PartialSpec,
  defaults: ProjectDefaults,
): unknown {
  if (question.required) return undefined;
  const spec = resolveSpec({ ...UNNAMED, ...others }, defaults);
  return spec === undefined ? question.default : valueAt(spec, question.path);
}

/** Why an answer cannot be used beside the others, and what to write instead; `undefined` when it can. */
export function objectionTo(
  question: Question,
  answer: unknown,
  others: PartialSpec,
  defaults: ProjectDefaults,
): string | undefined {
  const given = mergeAnswers(others, specFromAnswers({ [question.key]: answer }));
  const path = question.path.join('.');
  const problem = problemsIn({ ...UNNAMED, ...given }, defaults).find(
    (candidate) => candidate.path === path || candidate.path.startsWith(`${path}[`),
  );
  return problem === undefined ? undefined : `${problem.message}; ${problem.fix}`;
}

/** Whether the answers have one for the question. */
export function isAnswered(question: Question, answers: PartialSpec): boolean {
  return valueAt(answers, question.path) !== undefined;
}

function readAnswer(question: Question, answer: unknown): unknown {
  if (question.kind === 'flags') return readFlags(answer);
  if (typeof answer !== 'string') return answer;
  const numeric = question.kind === 'number' || typeof question.choices[0] === 'number';
  return numeric && /^-?\d+(\.\d+)?$/.test(answer.trim()) ? Number(answer) : answer;
}

/** A list of short forms, or one line of them separated by spaces. */
function readFlags(answer: unknown): unknown {
  if (typeof answer === 'string') return answer.split(/\s+/).filter(Boolean).map(parseFlag);
  if (!Array.isArray(answer)) return answer;
  return answer.map((flag: unknown) => (typeof flag === 'string' ? parseFlag(flag) : flag));
}

function put(spec: PartialSpec, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    spec[key] = value;
    return;
  }
  const group = spec[key];
  const inside: PartialSpec = isGroup(group) ? group : {};
  put(inside, rest, value);
  spec[key] = inside;
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (isGroup(at) ? at[key] : undefined), value);
}
