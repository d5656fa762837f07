import { type Command, Option } from 'commander';
import pc from 'picocolors';
import { z } from 'zod';
import {
  generateDiff,
  generateJson,
  generateSummary,
  generateTree,
  type GenerateReport,
} from '../report/generate.js';
import type { GeneratorName } from '../spec/questions.js';
import { completeAnswers } from './complete-answers.js';
import { answersFrom } from './flags.js';
import { openHost } from './host.js';
import type { Io } from './io.js';
import { scaffold } from './scaffold.js';
import { readSpecFile } from './spec-file.js';

const runFlags = z.object({
  spec: z.string().optional(),
  cwd: z.string().optional(),
  dryRun: z.boolean().default(false),
  diff: z.boolean().default(false),
  force: z.boolean().default(false),
  skip: z.boolean().default(false),
  yes: z.boolean().default(false),
  json: z.boolean().default(false),
  verify: z.boolean().default(true),
});

type RunFlags = z.output<typeof runFlags>;

interface Invocation {
  readonly generator: GeneratorName;
  readonly name: string | undefined;
  readonly options: Record<string, unknown>;
  readonly io: Io;
}

/** Runs a generator from parsed options to output. Answers the exit code: 1 for a preview of a run that would stop. */
export async function generateWith({ generator, name, options, io }: Invocation): Promise<number> {
  const flags = runFlags.parse(options);
  const given = answersFrom({ ...options, ...(name !== undefined && { name }) });
  const fromFile = flags.spec === undefined ? {} : await readSpecFile(flags.spec, io);
  const host = await openHost(io.cwd, flags.cwd);
  const mayAsk = io.isTerminal && !flags.yes && !flags.json && flags.spec !== '-';
  const answers = await completeAnswers({ generator, given, fromFile, host, mayAsk });

  const preview = flags.dryRun || flags.diff;
  const report = await scaffold(host, answers, {
    write: !preview,
    onDifference: flags.force ? 'overwrite' : flags.skip ? 'skip' : 'stop',
    verify: flags.verify,
    ...(generator === 'cloud-reexport' && { only: 'cloud' }),
  });
  const wouldStop =
    preview && !flags.force && report.result.files.some(({ status }) => status === 'overwritten');
  io.out(flags.json ? jsonOf(report, flags) : textOf(report, flags, io));
  if (wouldStop && !flags.json) io.err(WOULD_STOP);
  return wouldStop ? 1 : 0;
}

const WOULD_STOP =
  'note: files marked overwritten have other content; the run will stop unless --force or --skip is given\n';

/** The options that say how to run, not what to generate. */
export function addRunFlags(command: Command): Command {
  return command
    .option('--spec <file>', 'read answers from a JSON file, or from stdin with -')
    .option('--cwd <dir>', 'work in the project of this folder')
    .option('--dry-run', 'show which files would be written, write nothing')
    .option('--diff', 'show the changes as a diff, write nothing')
    .addOption(new Option('--force', 'overwrite files that have other content').conflicts('skip'))
    .option('--skip', 'leave files that have other content as they are')
    .option('--no-verify', 'do not judge the planned files by the rules')
    .option('-y, --yes', 'ask nothing, take the defaults')
    .option('--json', 'print one JSON document, ask nothing');
}

function textOf(report: GenerateReport, flags: RunFlags, io: Io): string {
  const colours = pc.createColors(io.colour.out);
  const tree = generateTree(report.result, colours);
  if (flags.diff) {
    return (flags.dryRun ? `${tree}\n` : '') + generateDiff(report.result, colours);
  }
  if (flags.dryRun) return `${tree}\nnothing was written\n`;
  return `${tree}\n${generateSummary(report, colours)}`;
}

function jsonOf(report: GenerateReport, { diff }: RunFlags): string {
  return `${JSON.stringify(generateJson(report, diff ? 'diff' : 'content'), null, 2)}\n`;
}
