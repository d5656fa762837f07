import pc from 'picocolors';
import { z } from 'zod';
import { recover } from '../host/locked.js';
import { planRemoval, removeWorkflow } from '../regenerate/remove.js';
import { removalJson, removalText } from '../report/remove.js';
import { toJsonText } from '../shared/json.js';
import { projectToWorkIn } from './host.js';
import type { Io } from './io.js';
import { recordedName } from './recorded-workflow.js';
import type { Register } from './register.js';

const removeFlags = z.object({
  cwd: z.string().optional(),
  dryRun: z.boolean().default(false),
  force: z.boolean().default(false),
  yes: z.boolean().default(false),
  json: z.boolean().default(false),
});

type RemoveFlags = z.output<typeof removeFlags>;

const EXAMPLES = `
Deletes the files that are as Trifold wrote them, and the record. For each one that a person has edited it asks; with --yes,
or where nobody can be asked, those stay. Files that other workflows or other code use stay as well.
Ends with 1 when edited files were kept and nobody had said so with --yes or --force.`;

export const register: Register = (command, io, exit) => {
  command
    .argument('<workflow>', 'name of a recorded workflow')
    .option('--cwd <dir>', 'work in the project of this folder')
    .option('--dry-run', 'show what would be removed, write nothing')
    .option('--force', 'also remove files that were edited')
    .option('-y, --yes', 'ask nothing, keep files that were edited')
    .option('--json', 'print one JSON document, ask nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (workflow: string, options: Record<string, unknown>) => {
      exit(await remove(workflow, removeFlags.parse(options), io));
    });
};

/** Answers 1 when edited files stay that nobody has decided on. */
async function remove(typed: string, flags: RemoveFlags, io: Io): Promise<number> {
  const project = await projectToWorkIn(io.cwd, flags.cwd);
  await recover(project, { command: 'remove' });
  const workflow = await recordedName(project, typed);
  const plan = await planRemoval(project, workflow, { removesEdited: () => flags.force });
  const edited = plan.files.filter(({ fate }) => fate === 'edited').map(({ path }) => path);

  const mayAsk = io.isTerminal && !flags.yes && !flags.json && !flags.dryRun;
  const chosen = mayAsk ? await choose(edited, io) : [];
  const removesEdited = (path: string) => flags.force || chosen.includes(path);
  const removal = flags.dryRun ? plan : await removeWorkflow(project, workflow, { removesEdited });

  const report = { removal, written: !flags.dryRun };
  const colours = pc.createColors(io.colour.out);
  io.out(flags.json ? toJsonText(removalJson(report)) : removalText(report, colours));
  const isUndecided = !mayAsk && !flags.yes;
  return isUndecided && removal.files.some(({ fate }) => fate === 'edited') ? 1 : 0;
}

async function choose(edited: readonly string[], io: Io): Promise<string[]> {
  const chosen: string[] = [];
  for (const path of edited) {
    if (await io.confirm(`${path} was edited. Delete it all the same?`)) chosen.push(path);
  }
  return chosen;
}
