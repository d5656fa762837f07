import pc from 'picocolors';
import { z } from 'zod';
import { recover } from '../host/locked.js';
import { migrateToSdk1, planSdk1 } from '../regenerate/migrate.js';
import {
  migrationDiff,
  migrationJson,
  migrationText,
  type MigrationReport,
} from '../report/migrate.js';
import { TrifoldError } from '../shared/errors.js';
import { toJsonText } from '../shared/json.js';
import { nearest } from '../spec/suggest.js';
import { projectToWorkIn } from './host.js';
import type { Io } from './io.js';
import type { Register } from './register.js';

const migrateFlags = z.object({
  cwd: z.string().optional(),
  dryRun: z.boolean().default(false),
  diff: z.boolean().default(false),
  force: z.boolean().default(false),
  json: z.boolean().default(false),
});

type MigrateFlags = z.output<typeof migrateFlags>;

const MIGRATIONS = ['sdk-1'];

const EXAMPLES = `
Examples:
  trifold migrate sdk-1 --diff
  trifold migrate sdk-1 'src/app/(backend)/api/workflows/digest'

sdk-1 brings workflows, generated or written by hand, from @upstash/workflow 0.2 to 1.x: flow control, retries and failure URLs move
from serve to every client.trigger of the route, validation throws, bodies of context.call are strings, and package.json asks
for 1.x. Where it cannot decide it leaves a comment that begins with "trifold:" and ends with 1.
Running it again changes nothing more; \`trifold undo\` takes it back.`;

export const register: Register = (command, io, exit) => {
  command
    .argument('<migration>', `one of: ${MIGRATIONS.join(', ')}`)
    .argument(
      '[paths...]',
      'files or folders of the workflows, relative to the project (default: all)',
    )
    .option('--cwd <dir>', 'work in the project of this folder')
    .option('--dry-run', 'show what would change, write nothing')
    .option('--diff', 'show the changes as a diff, write nothing')
    .option('--force', 'change files with uncommitted changes, too')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string, paths: string[], options: Record<string, unknown>) => {
      if (!MIGRATIONS.includes(name)) throw unknownMigration(name);
      exit(await migrate(paths, migrateFlags.parse(options), io));
    });
};

/** Answers 1 when something is left to decide. */
async function migrate(paths: readonly string[], flags: MigrateFlags, io: Io): Promise<number> {
  const project = await projectToWorkIn(io.cwd, flags.cwd);
  const isPreview = flags.dryRun || flags.diff;
  if (isPreview) await recover(project, { command: 'migrate' });
  const chosen = paths.length === 0 ? ['.'] : paths;
  const migration = isPreview
    ? await planSdk1(project, chosen)
    : await migrateToSdk1(project, chosen, flags);
  const report = { migration, written: !isPreview };
  io.out(flags.json ? toJsonText(migrationJson(report)) : textOf(report, flags, io));
  return migration.notes.some(({ kind }) => kind === 'decide') ? 1 : 0;
}

function textOf(report: MigrationReport, { diff }: MigrateFlags, io: Io): string {
  const colours = pc.createColors(io.colour.out);
  return diff ? migrationDiff(report, colours) : migrationText(report, colours);
}

function unknownMigration(name: string): TrifoldError {
  return new TrifoldError('CLI_MIGRATION_UNKNOWN', `there is no migration ${name}`, {
    why: `the migrations are ${MIGRATIONS.join(', ')}`,
    fix: `write ${nearest(name, MIGRATIONS) ?? MIGRATIONS.join(' or ')}`,
  });
}
