import { parseArgs } from 'node:util';
import { camelCase } from 'change-case';
import type { PlopPrompt } from '../generate/plop.js';
import { TrifoldError } from '../shared/errors.js';
import { nearest } from '../spec/suggest.js';

export interface Bypass {
  /** An answer for each prompt, `_` for those that stay open; what node-plop takes. */
  readonly values: string[];
  /** Names of the prompts that will be asked in any case. */
  readonly open: string[];
}

const OPEN = '_';

/**
 * The answers that are given on the command line: by position, and by name, as `--pageSize 20` or `--page-size 20`.
 *
 * @throws TrifoldError CLI_USAGE for a name that no prompt has, or more answers than prompts
 */
export function bypassOf(
  prompts: readonly PlopPrompt[],
  positional: readonly string[],
  named: readonly string[],
): Bypass {
  const names = prompts.map(({ name }) => String(name));
  if (positional.length > names.length) {
    throw new TrifoldError('CLI_USAGE', `there are ${String(names.length)} questions only`, {
      fix: `the questions are ${names.join(', ')}`,
    });
  }
  const byName = readNamed(named, names);
  const values = names.map((name, index) => byName.get(name) ?? positional[index] ?? OPEN);
  const open = prompts
    .filter(({ when }, index) => values[index] === OPEN && when === undefined)
    .map(({ name }) => String(name));
  return { values: values.every((value) => value === OPEN) ? [] : values, open };
}

function readNamed(named: readonly string[], names: readonly string[]): Map<string, string> {
  const { tokens } = parseArgs({
    args: [...named],
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const answers = new Map<string, string>();
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'option') continue;
    const next = tokens[index + 1];
    const following = next?.kind === 'positional' ? next.value : 'true';
    answers.set(nameOf(token.name, names), token.value ?? following);
  }
  return answers;
}

function nameOf(typed: string, names: readonly string[]): string {
  if (names.includes(typed)) return typed;
  const camel = camelCase(typed);
  if (names.includes(camel)) return camel;
  const meant = nearest(camel, names);
  throw new TrifoldError('CLI_USAGE', `no question is named ${typed}`, {
    fix: meant === undefined ? `the questions are ${names.join(', ')}` : `write --${meant}`,
  });
}
