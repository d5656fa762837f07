import { Command, CommanderError } from 'commander';
import pc from 'picocolors';
import { errorJson, errorText } from '../report/error.js';
import { TrifoldError } from '../shared/errors.js';
import { Interrupted, INTERRUPTED_EXIT_CODE } from './interruptible.js';
import type { Io } from './io.js';
import type { Register } from './register.js';
import { packageVersion } from './version.js';

interface CommandEntry {
  readonly name: string;
  readonly alias?: string;
  readonly summary: string;
  readonly load: () => Promise<{ register: Register }>;
}

/** A command's module is loaded only when it is called. */
const COMMANDS: readonly CommandEntry[] = [
  { name: 'gen', summary: 'generate a workflow', load: () => import('./gen.js') },
  {
    name: 'regenerate',
    alias: 'upgrade',
    summary: 'bring workflows to what the templates write now, and keep your edits',
    load: () => import('./regenerate.js'),
  },
  {
    name: 'lint',
    summary: 'check workflows against the rules',
    load: () => import('./lint.js'),
  },
  { name: 'rules', summary: 'list the rules', load: () => import('./rules.js') },
  { name: 'explain', summary: 'print the page of a rule', load: () => import('./explain.js') },
  {
    name: 'schema',
    summary: 'print the JSON schema of answers, of the configuration or of what lint reports',
    load: () => import('./schema.js'),
  },
  {
    name: 'dev',
    summary: 'run workflows locally: a QStash on this machine',
    load: () => import('./dev.js'),
  },
  {
    name: 'trigger',
    summary: 'start a recorded workflow and wait for it',
    load: () => import('./trigger.js'),
  },
  {
    name: 'migrate',
    summary: 'bring code from one SDK major to the next',
    load: () => import('./migrate.js'),
  },
  {
    name: 'adopt',
    summary: 'record a workflow that was written by hand',
    load: () => import('./adopt.js'),
  },
  {
    name: 'eject',
    summary: 'copy the templates into the project, to edit them',
    load: () => import('./eject.js'),
  },
  {
    name: 'remove',
    summary: 'delete a recorded workflow, but not what people wrote',
    load: () => import('./remove.js'),
  },
  { name: 'undo', summary: 'take back the last command', load: () => import('./undo.js') },
];

/** Runs one command line. Answers the exit code: 0 clean, 1 something needs attention, 2 usage or failure. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code = 0;
  try {
    const program = await programFor(argv, io, (exit) => (code = exit));
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof CommanderError && error.code === 'commander.help') return 2;
    if (error instanceof Interrupted) return INTERRUPTED_EXIT_CODE;
    const reported = error instanceof CommanderError ? usageError(error) : error;
    if (argv.includes('--json')) io.out(`${JSON.stringify(errorJson(reported), null, 2)}\n`);
    else io.err(errorText(reported, pc.createColors(io.colour.err)));
    return 2;
  }
}

async function programFor(argv: readonly string[], io: Io, exit: (code: number) => void) {
  const program = new Command('trifold')
    .description('Scaffold, check and run three-layer Upstash workflows')
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      outputError: () => undefined,
      getOutHasColors: () => io.colour.out,
      getErrHasColors: () => io.colour.err,
    });
  const [first, second] = argv.filter((argument) => !argument.startsWith('-'));
  const wanted = first === 'help' ? second : first;
  for (const { name, alias, summary, load } of COMMANDS) {
    const command = program.command(name).description(summary);
    if (alias !== undefined) command.alias(alias);
    if (wanted !== undefined && [name, alias].includes(wanted))
      (await load()).register(command, io, exit);
  }
  return program;
}

/** `error: unknown option '--x'\n(Did you mean --y?)` in our own form. */
function usageError({ message }: CommanderError): TrifoldError {
  const [problem = '', suggestion] = message.replace(/^error: /, '').split('\n');
  const meant = /Did you mean (.*)\?/.exec(suggestion ?? '')?.[1];
  return new TrifoldError('CLI_USAGE', problem, {
    fix: meant === undefined ? 'see what there is with --help' : `write ${meant}`,
  });
}
