import { Option } from 'commander';
import pc from 'picocolors';
import { z } from 'zod';
import { regenerateProject } from '../regenerate/regenerate.js';
import {
  regenerateDiff,
  regenerateExitCode,
  regenerateJson,
  type RegenerateReport,
  regenerateText,
} from '../report/regenerate.js';
import { nameSchema } from '../spec/name.js';
import { openHost } from './host.js';
import type { Io } from './io.js';
import { progressLine } from './progress-line.js';
import { projectTemplates } from './project-templates.js';
import type { Register } from './register.js';
import { answersFromSet, pathsFromUnset } from './set-answers.js';
import { packageVersion } from './version.js';

const CONFLICT_STYLES = ['markers', 'yours', 'new', 'separate'] as const;

const flagsSchema = z.object({
  cwd: z.string().optional(),
  check: z.boolean().default(false),
  dryRun: z.boolean().default(false),
  diff: z.boolean().default(false),
  strict: z.boolean().default(false),
  restore: z.boolean().default(false),
  reviewed: z.boolean().default(false),
  conflict: z.enum(CONFLICT_STYLES).default('markers'),
  set: z.array(z.string()).default([]),
  unset: z.array(z.string()).default([]),
  force: z.boolean().default(false),
  json: z.boolean().default(false),
});

type Flags = z.output<typeof flagsSchema>;

const EXAMPLES = `
Examples:
  trifold regenerate                          every workflow
  trifold regenerate digest --diff            what would change, as a diff
  trifold regenerate --check                  in CI: ends with 1 when a workflow is behind
  trifold regenerate digest --set chunkSize=10 --set dispatch=item
  trifold regenerate digest --set flag=tone:string --unset flag=paidOnly
  trifold regenerate --set sdk=1              every workflow of the project, to SDK 1.x

Ends with 1 where somebody has to look: a conflict, or a merge that looks wrong. Either stays until it is mended; a merge that is
right all the same is taken as it is with --reviewed.`;

export const register: Register = (command, io, exit) => {
  command
    .argument('[names...]', 'workflows; all of them when left out')
    .option('--check', 'write nothing, end with 1 when anything would be written')
    .option('--dry-run', 'show what would become of each file, write nothing')
    .option('--diff', 'show the changes as a diff, write nothing')
    .option('--strict', 'end with 1 when people have edited generated files, too')
    .option('--restore', 'bring back files that were deleted')
    .option('--reviewed', 'take files that an earlier run has left to be reviewed as they are')
    .addOption(
      new Option(
        '--conflict <style>',
        'where both sides changed the same lines: markers, one side, or the new version in a file beside',
      )
        .choices(CONFLICT_STYLES)
        .default('markers'),
    )
    .option(
      '--set <key=value>',
      'change an answer on the way; flag=name[:type[@layer,layer]] adds or changes one flag; repeatable',
      collect,
    )
    .option(
      '--unset <key>',
      'give up an answer: its default counts again; flag=name removes one flag; repeatable',
      collect,
    )
    .option('--force', 'change files with uncommitted changes, too')
    .option('-y, --yes', 'ask nothing; nothing is ever asked')
    .option('--json', 'print one JSON document')
    .option('--cwd <dir>', 'work in the project of this folder')
    .addHelpText('after', EXAMPLES)
    .action(async (names: string[], options: Record<string, unknown>) => {
      exit(await regenerate(names, flagsSchema.parse(options), io));
    });
};

async function regenerate(names: readonly string[], flags: Flags, io: Io): Promise<number> {
  const { project, remarks } = await openHost(io.cwd, flags.cwd);
  const own = await projectTemplates(project);
  const progress = progressLine(io);
  const result = await regenerateProject(project, {
    write: !flags.check && !flags.dryRun && !flags.diff,
    names: names.map((name) => nameSchema().safeParse(name).data ?? name),
    set: answersFromSet(flags.set),
    unset: pathsFromUnset(flags.unset),
    restore: flags.restore,
    reviewed: flags.reviewed,
    conflict: flags.conflict,
    force: flags.force,
    templates: own.templates,
    templateVersion: own.version,
    changelog: own.changelog,
    trifoldVersion: packageVersion(),
    onProgress: ({ done, total, next }) => progress.set(`${String(done)}/${String(total)} ${next}`),
  }).finally(() => progress.clear());
  const report = {
    result,
    remarks: [...remarks, ...own.remarks],
    strict: flags.strict,
    check: flags.check,
  };
  io.out(flags.json ? jsonOf(report, flags) : textOf(report, flags, io));
  return regenerateExitCode(report);
}

function textOf(report: RegenerateReport, { diff, dryRun, check }: Flags, io: Io): string {
  const colours = pc.createColors(io.colour.out);
  const text = regenerateText(report, colours);
  if (!diff) return text;
  return (dryRun || check ? `${text}\n` : '') + regenerateDiff(report, colours);
}

function jsonOf(report: RegenerateReport, { diff }: Flags): string {
  return `${JSON.stringify(regenerateJson(report, diff), null, 2)}\n`;
}

function collect(value: string, earlier: string[] = []): string[] {
  return [...earlier, value];
}
