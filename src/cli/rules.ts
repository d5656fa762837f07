import pc from 'picocolors';
import { allRules } from '../lint/allRules.js';
import { rulesJson, rulesText } from '../report/lint/rules.js';
import { toJsonText } from '../shared/json.js';
import type { Register } from './register.js';

export const register: Register = (command, io) => {
  command
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\n`trifold explain <rule>` prints a rule’s page.')
    .action(({ json }: { json?: boolean }) => {
      const colours = pc.createColors(io.colour.out);
      io.out(json === true ? toJsonText(rulesJson(allRules)) : rulesText(allRules, colours));
    });
};
