import { parseArgs } from 'node:util';
import { loadPlopfile, type Plop, promptList, runPrompts } from '../generate/plop.js';
import { TrifoldError } from '../shared/errors.js';
import { messageOf } from '../shared/nodeErrors.js';
import { interruptible } from './interruptible.js';
import { bypassOf } from './plop-bypass.js';

export interface PlopRun {
  /** The plopfile when the arguments name none, absolute. */
  readonly plopfile: string;
  readonly isTerminal: boolean;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const HELP = `Usage: plop [generator] [answers...] [-- --<question> <answer> ...]

Answers in the order of the questions, or by name after --; _ leaves one to be asked.

Options:
  --plopfile <file>  another plopfile than plopfile.ts
  --dest <dir>       generate into the project of this folder
  -f, --force        overwrite files that have other content
  -h, --help         print this help
`;

/**
 * Runs a generator of a plopfile: with the answers given, and asking for the others on a terminal. Answers the exit code,
 * 2 when an action failed.
 *
 * @throws TrifoldError CLI_PLOP_*
 */
export async function runPlop(argv: readonly string[], run: PlopRun): Promise<number> {
  const { values, positionals, named } = parse(argv);
  if (values.help === true) {
    run.out(HELP);
    return 0;
  }
  const plop = await load(values.plopfile ?? run.plopfile, values);
  const [name, ...answers] = positionals;
  const generator = plop.getGenerator(chooseGenerator(plop, name));
  const bypass = bypassOf(promptList(generator), answers, named);
  refuseToAsk(bypass.open, run.isTerminal);

  const typed = await interruptible(() => runPrompts(generator, bypass.values));
  const { changes, failures } = await generator.runActions(typed);
  for (const { path } of changes) run.out(`${path}\n`);
  for (const failure of failures) run.err(failureText(failure.error ?? failure.message));
  return failures.length === 0 ? 0 : 2;
}

/** Our own action fails with a complete text; any other with a bare message. */
function failureText(message: string): string {
  return /^error [A-Z_]+: /.test(message)
    ? `${message}\n`
    : `error CLI_PLOP_ACTION: ${message}\n  fix: correct the cause, then run the generator again\n`;
}

function parse(argv: readonly string[]) {
  const end = argv.indexOf('--');
  const own = end === -1 ? argv : argv.slice(0, end);
  try {
    const { values, positionals } = parseArgs({
      args: [...own],
      allowPositionals: true,
      options: {
        plopfile: { type: 'string' },
        dest: { type: 'string' },
        force: { type: 'boolean', short: 'f' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return { values, positionals, named: end === -1 ? [] : argv.slice(end + 1) };
  } catch (cause) {
    throw new TrifoldError('CLI_USAGE', messageOf(cause), {
      fix: 'answers by name come after --; see what there is with --help',
      cause,
    });
  }
}

async function load(path: string, options: { dest?: string; force?: boolean }): Promise<Plop> {
  try {
    return await loadPlopfile(path, { dest: options.dest, force: options.force === true });
  } catch (cause) {
    throw new TrifoldError('CLI_PLOP_PLOPFILE', `the plopfile ${path} does not load`, {
      why: messageOf(cause),
      fix: 'correct the plopfile, or name another one with --plopfile',
      cause,
    });
  }
}

function chooseGenerator(plop: Plop, name: string | undefined): string {
  const names = plop.getGeneratorList().map((generator) => generator.name);
  const [only, ...others] = names;
  if (name !== undefined && names.includes(name)) return name;
  if (name === undefined && only !== undefined && others.length === 0) return only;
  const message = name === undefined ? 'which generator?' : `there is no generator ${name}`;
  throw new TrifoldError('CLI_PLOP_GENERATOR', message, {
    fix: `run one of: ${names.map((known) => `plop ${known}`).join(', ')}`,
  });
}

function refuseToAsk(open: readonly string[], isTerminal: boolean): void {
  if (isTerminal || open.length === 0) return;
  throw new TrifoldError('CLI_ANSWERS_MISSING', `missing: ${open.join(', ')}`, {
    why: 'there is no terminal to ask on',
    fix: `give them by name: -- ${open.map((name) => `--${name} <answer>`).join(' ')}`,
  });
}
