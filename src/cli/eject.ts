import pc from 'picocolors';
import { z } from 'zod';
import { ejectTemplates } from '../generate/eject.js';
import { recover } from '../host/locked.js';
import { normalisePath } from '../host/paths.js';
import { ejectionDiff, ejectionJson, ejectionText } from '../report/eject.js';
import { toJsonText } from '../shared/json.js';
import { projectToWorkIn } from './host.js';
import type { Io } from './io.js';
import type { Register } from './register.js';
import { packageVersion } from './version.js';

const ejectFlags = z.object({
  cwd: z.string().optional(),
  dryRun: z.boolean().default(false),
  diff: z.boolean().default(false),
  force: z.boolean().default(false),
  json: z.boolean().default(false),
});

type EjectFlags = z.output<typeof ejectFlags>;

const EXAMPLES = `
Copies the templates into the project and makes the configuration name them. From then on gen and regenerate use the copy, and
say which of Trifold's own templates have changed since. --diff compares your copy with those.

files.json.hbs lists which template writes which file: change a path to move files, take an entry out to have none, add one for a
file of your own.`;

export const register: Register = (command, io, exit) => {
  command
    .argument('[folder]', 'where to put them, relative to the project', 'trifold-templates')
    .option('--cwd <dir>', 'work in the project of this folder')
    .option('--dry-run', 'show what would be copied, write nothing')
    .option('--diff', 'show the changes as a diff, write nothing')
    .option('--force', 'replace templates that you have edited')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string, options: Record<string, unknown>) => {
      await eject(normalisePath(folder), ejectFlags.parse(options), io);
      exit(0);
    });
};

async function eject(folder: string, flags: EjectFlags, io: Io): Promise<void> {
  const project = await projectToWorkIn(io.cwd, flags.cwd);
  const isPreview = flags.dryRun || flags.diff;
  if (isPreview) await recover(project, { command: 'eject' });
  const ejection = await ejectTemplates(project, {
    folder,
    trifoldVersion: packageVersion(),
    force: flags.force || isPreview,
    write: !isPreview,
  });
  const report = { ejection, written: !isPreview };
  const colours = pc.createColors(io.colour.out);
  if (flags.json) io.out(toJsonText(ejectionJson(report)));
  else io.out(flags.diff ? ejectionDiff(report, colours) : ejectionText(report, colours));
}
