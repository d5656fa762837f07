import { generateWith, addRunFlags } from './generate-with.js';
import { addAnswerFlags } from './flags.js';
import type { Register } from './register.js';

const EXAMPLES = `
Examples:
  trifold gen workflow welcome-placeholder --entity user --verb generate --flag paidOnly:boolean
  trifold gen workflow digest --entity user --dry-run --diff
  trifold schema > workflow.schema.json && trifold gen workflow --spec digest.json --json

An answer comes from its flag, else from --spec, else from the project, else it is the default.`;

export const register: Register = (command, io, exit) => {
  addAnswerFlags(command, 'workflow');
  addRunFlags(command)
    .addHelpText('after', EXAMPLES)
    .action(async (name: string | undefined, options: Record<string, unknown>) => {
      exit(await generateWith({ name, options, io, generator: 'workflow' }));
    });
};
