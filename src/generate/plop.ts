import nodePlop, { type NodePlopAPI, type PlopGenerator, type PromptQuestion } from 'node-plop';
import { z } from 'zod';
import {
  isAnswered,
  objectionTo,
  type PartialSpec,
  proposalFor,
  specFromAnswers,
} from '../spec/answer.js';
import { mergeAnswers, type ProjectDefaults } from '../spec/parse.js';
import { GENERATORS, type GeneratorName, type Question, questionsOf } from '../spec/questions.js';

export type Plop = NodePlopAPI;

export type PlopPrompt = PromptQuestion;

type PlopAnswers = Record<string, unknown>;

/** What the generators need of the project, and what happens with the answers. */
export interface PlopActions {
  readonly defaults: () => Promise<ProjectDefaults>;
  /** Generates, and answers the text that plop shows. A rejection is a failed action. */
  readonly generate: (
    generator: GeneratorName,
    answers: PartialSpec,
    options: { readonly force: boolean },
  ) => Promise<string>;
}

const DESCRIPTIONS: Readonly<Record<GeneratorName, string>> = {
  workflow: 'a three-layer Upstash workflow',
  'cloud-reexport': 'the re-exports of a workflow, in the cloud repository',
};

const answersSchema = z.record(z.string(), z.unknown());

/** The prompt after which every other setting is asked for. */
const SHOW_ALL = 'everySetting';

/**
 * Adds the generators `workflow` and `cloud-reexport`. plop asks the spec's questions and calls our one action; it
 * neither renders nor writes.
 *
 * @param given answers that are not asked for any more
 */
export function registerGenerators(
  plop: Plop,
  actions: PlopActions,
  given: PartialSpec = {},
): void {
  for (const generator of GENERATORS) {
    plop.setGenerator(generator, {
      description: DESCRIPTIONS[generator],
      prompts: promptsOf(generator, given, actions.defaults),
      actions: [
        (answers, { force }) =>
          actions.generate(generator, specOf(given, answers), { force: force === true }),
      ],
    });
  }
}

/** Asks a person for the answers that are not given, through plop's prompts. */
export async function askQuestions(
  name: GeneratorName,
  given: PartialSpec,
  defaults: ProjectDefaults,
): Promise<PartialSpec> {
  const plop = await nodePlop();
  const actions = { defaults: async () => defaults, generate: async () => '' };
  registerGenerators(plop, actions, given);
  return specOf(given, await runPrompts(plop.getGenerator(name)));
}

/** Asks what `bypass` leaves open: an answer for each prompt in order, `_` for those to be asked. */
export async function runPrompts(
  generator: PlopGenerator,
  bypass: string[] = [],
): Promise<PlopAnswers> {
  const answers: unknown = await generator.runPrompts(bypass);
  return answersSchema.parse(answers);
}

/** Loads a plopfile. Rejects when it cannot be loaded, where plop's own command line ends with success. */
export function loadPlopfile(
  path: string,
  options: { readonly dest: string | undefined; readonly force: boolean },
): Promise<Plop> {
  return nodePlop(path, { destBasePath: options.dest, force: options.force });
}

/** The prompts of a generator in the form of a list; empty when it asks by itself. */
export function promptList({ prompts }: PlopGenerator): PromptQuestion[] {
  return Array.isArray(prompts) ? prompts : [];
}

function promptsOf(
  generator: GeneratorName,
  given: PartialSpec,
  defaults: PlopActions['defaults'],
): PromptQuestion[] {
  const open = questionsOf(generator).filter((question) => !isAnswered(question, given));
  const always = open.filter(({ asked }) => asked === 'always');
  const onRequest = open.filter(({ asked }) => asked === 'on-request');
  return [
    ...always.map((question) => promptFor(question, given, defaults)),
    { type: 'confirm', name: SHOW_ALL, message: 'Change other settings?', default: false },
    ...onRequest.map((question) => ({
      ...promptFor(question, given, defaults),
      when: (answers: PlopAnswers) => answers[SHOW_ALL] === true,
    })),
  ];
}

function promptFor(
  question: Question,
  given: PartialSpec,
  defaults: PlopActions['defaults'],
): PromptQuestion {
  const prompt = {
    name: question.key,
    message: messageFor(question),
    default: async (answers: PlopAnswers) =>
      toPrompt(proposalFor(question, specOf(given, answers), await defaults())),
    filter: (answer: unknown) => fromPrompt(question, answer),
    validate: async (answer: unknown, answers?: PlopAnswers) => {
      const others = specOf(given, answers ?? {});
      const typed = fromPrompt(question, answer);
      return objectionTo(question, typed, others, await defaults()) ?? true;
    },
  };
  switch (question.kind) {
    case 'choice':
      return { ...prompt, type: 'list', choices: question.choices.map(toChoice) };
    case 'boolean':
      return { ...prompt, type: 'confirm' };
    case 'text':
    case 'number':
    case 'flags':
      return { ...prompt, type: 'input' };
  }
}

function toChoice(value: string | number) {
  return { name: String(value), value };
}

function messageFor({ title, help, kind }: Question): string {
  const form = kind === 'flags' ? '; name:type@layer,layer, separated by spaces' : '';
  return `${title} (${help}${form}):`;
}

/** A list of flags, the only answer that is no scalar, starts as an empty line. */
function toPrompt(proposal: unknown): unknown {
  return typeof proposal === 'object' ? undefined : proposal;
}

/** An empty line answers nothing, unless an answer is required. */
function fromPrompt(question: Question, answer: unknown): unknown {
  const isEmpty = typeof answer === 'string' && answer.trim() === '';
  return isEmpty && !question.required ? undefined : answer;
}

function specOf(given: PartialSpec, answers: PlopAnswers): PartialSpec {
  return mergeAnswers(given, specFromAnswers(answers));
}
