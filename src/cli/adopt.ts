import pc from 'picocolors';
import { z } from 'zod';
import { adoptWorkflow } from '../regenerate/adopt.js';
import { inferAnswers } from '../regenerate/inferAnswers.js';
import { adoptionJson, adoptionText, inferredText } from '../report/adopt.js';
import { toJsonText } from '../shared/json.js';
import { specFromAnswers } from '../spec/answer.js';
import { nameSchema } from '../spec/name.js';
import { mergeAnswers, parseWorkflowSpec } from '../spec/parse.js';
import { addAnswerFlags, answersFrom } from './flags.js';
import { openHost } from './host.js';
import type { Io } from './io.js';
import { projectTemplates } from './project-templates.js';
import type { Register } from './register.js';
import { packageVersion } from './version.js';

const adoptFlags = z.object({
  cwd: z.string().optional(),
  dryRun: z.boolean().default(false),
  yes: z.boolean().default(false),
  json: z.boolean().default(false),
});

const EXAMPLES = `
Examples:
  trifold adopt welcome-placeholder --dry-run
  trifold adopt welcome-placeholder --yes --page-size 100

Reads a workflow in the layout of the convention, says which answers it could have been generated from, and records it. A flag
overrides what was read. Only .trifold is written: regenerate leaves every file as it is until the templates change.`;

export const register: Register = (command, io, exit) => {
  command.argument('<workflow>', 'name of its folder of routes, in any spelling');
  addAnswerFlags(command, 'workflow');
  command
    .option('--cwd <dir>', 'work in the project of this folder')
    .option('--dry-run', 'show what was read, write nothing')
    .option('-y, --yes', 'ask nothing')
    .option('--json', 'print one JSON document, ask nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string, options: Record<string, unknown>) => {
      exit(await adopt(name, options, io));
    });
};

async function adopt(typed: string, options: Record<string, unknown>, io: Io): Promise<number> {
  const flags = adoptFlags.parse(options);
  const { project, defaults } = await openHost(io.cwd, flags.cwd);
  const name = nameSchema().safeParse(typed).data ?? typed;
  const inferred = await inferAnswers(project, name);
  const given = specFromAnswers(answersFrom(options));
  const spec = parseWorkflowSpec(mergeAnswers(inferred, given), defaults);
  const { templates, version } = await projectTemplates(project);
  const about = { templates, templateVersion: version, trifoldVersion: packageVersion() };

  const preview = await adoptWorkflow(project, spec, { ...about, write: false });
  const colours = pc.createColors(io.colour.out);
  if (!flags.json) io.out(`${inferredText({ adoption: preview, written: false }, colours)}\n`);
  const mayAsk = io.isTerminal && !flags.yes && !flags.json && !flags.dryRun;
  const isWanted =
    !flags.dryRun && (!mayAsk || (await io.confirm('Record it with these answers?')));
  if (isWanted) await adoptWorkflow(project, spec, { ...about, write: true });

  const report = { adoption: preview, written: isWanted };
  io.out(flags.json ? toJsonText(adoptionJson(report)) : adoptionText(report, colours));
  return 0;
}
