import { rulePage } from '../lint/rulePage.js';
import { toJsonText } from '../shared/json.js';
import type { Register } from './register.js';

export const register: Register = (command, io) => {
  command
    .argument('<rule>', 'its id, as `trifold rules` lists it')
    .option('--json', 'print one JSON document')
    .action((id: string, { json }: { json?: boolean }) => {
      const page = rulePage(id);
      io.out(json === true ? toJsonText({ rule: id, page }) : page);
    });
};
