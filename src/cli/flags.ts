import { type Command, Option } from 'commander';
import type { Answers } from '../spec/answer.js';
import { type GeneratorName, type Question, questions, questionsOf } from '../spec/questions.js';

/** Adds a flag for every question of a generator; what a flag is not given stays open for the spec file and the project. */
export function addAnswerFlags(command: Command, generator: GeneratorName): void {
  for (const question of questionsOf(generator)) {
    for (const option of optionsFor(question)) command.addOption(option);
  }
}

/** The answers among a command's parsed options. */
export function answersFrom(options: Readonly<Record<string, unknown>>): Answers {
  const keys = questions.map(({ key }) => key);
  return Object.fromEntries(Object.entries(options).filter(([key]) => keys.includes(key)));
}

/** The flag as one types it: `--page-size <n>`. */
export function usageOf({ flag, kind, choices }: Question): string {
  switch (kind) {
    case 'boolean':
      return `--${flag}`;
    case 'number':
      return `--${flag} <n>`;
    case 'choice':
      return `--${flag} <${choices.join('|')}>`;
    case 'flags':
      return `--${flag} <name[:type[@layer,layer]]>`;
    case 'text':
      return `--${flag} <text>`;
  }
}

function optionsFor(question: Question): Option[] {
  const option = new Option(usageOf(question), helpOf(question));
  switch (question.kind) {
    case 'flags':
      return [option.argParser(collect)];
    case 'boolean':
      return [
        option.hideHelp(question.default === true),
        new Option(`--no-${question.flag}`, `Leave out: ${question.help}`),
      ];
    case 'choice':
    case 'number':
    case 'text':
      return [option];
  }
}

function helpOf({ help, kind, default: value }: Question): string {
  if (kind === 'flags') {
    return `${help}; repeatable, like paidOnly:boolean or tone:string@execute; types: boolean, string, number; layers: process, paginate, execute (all by default)`;
  }
  const isScalar = typeof value === 'string' || typeof value === 'number';
  return isScalar ? `${help} (default: ${value})` : help;
}

function collect(value: string, earlier: unknown): string[] {
  return [...(Array.isArray(earlier) ? earlier.map(String) : []), value];
}
