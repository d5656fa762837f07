import { generateWith, addRunFlags } from './generate-with.js';
import { addAnswerFlags } from './flags.js';
import type { Register } from './register.js';

const EXAMPLES = `
Example, in the cloud repository:
  trifold gen cloud-reexport welcome-placeholder --entity user --verb generate --cloud-submodule lobehub

What the routes are called comes from the record in the submodule, where there is one, else from the flags.`;

export const register: Register = (command, io, exit) => {
  addAnswerFlags(command, 'cloud-reexport');
  addRunFlags(command)
    .addHelpText('after', EXAMPLES)
    .action(async (name: string | undefined, options: Record<string, unknown>) => {
      exit(await generateWith({ name, options, io, generator: 'cloud-reexport' }));
    });
};
