import type { Register } from './register.js';

export const register: Register = (command, io) => {
  command.option('--json', 'the output is JSON anyway').action(async () => {
    const { specJsonSchema } = await import('../spec/json-schema.js');
    io.out(`${JSON.stringify(specJsonSchema(), null, 2)}\n`);
  });
};
