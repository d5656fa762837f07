import { realpathSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Option } from 'commander';
import pc from 'picocolors';
import { z } from 'zod';
import { loadConfig } from '../host/config.js';
import { openProjectOrFolder, type Project } from '../host/project.js';
import { placeInRepository } from '../host/repository.js';
import { allRules } from '../lint/allRules.js';
import { lintProject, type LintOptions } from '../lint/lintProject.js';
import { LINT_FORMATS, lintText } from '../report/lint/format.js';
import { countsOf, type LintReport } from '../report/lint/report.js';
import { projectToWorkIn } from './host.js';
import type { Io } from './io.js';
import { numberFlag } from './number-flag.js';
import type { Register } from './register.js';
import { packageVersion } from './version.js';

const DEFAULT_BASELINE = '.trifold/lint-baseline.json';

const lintFlags = z.object({
  cwd: z.string().optional(),
  format: z.enum(LINT_FORMATS).default('pretty'),
  json: z.boolean().default(false),
  maxWarnings: z.string().optional(),
  baseline: z.union([z.string(), z.boolean()]).optional(),
  updateBaseline: z.boolean().default(false),
  fix: z.boolean().default(false),
  cache: z.boolean().default(true),
});

type LintFlags = z.output<typeof lintFlags>;

const EXAMPLES = `
Examples:
  trifold lint                                  the whole project
  trifold lint src/app --max-warnings 0         what is below a folder; warnings fail, too
  trifold lint --format github                  annotations in GitHub Actions
  trifold lint --baseline --update-baseline     adopt: what is there now is known from here on
  trifold lint --baseline                       report only what is new

Ends with 1 when there are errors, or more warnings than --max-warnings. A finding is switched off where it is, with a reason:
  // trifold-disable-next-line rule -- reason
Severities, globs and wrappers of serve are configured in trifold.config.ts. See also \`trifold rules\` and \`trifold explain\`.`;

export const register: Register = (command, io, exit) => {
  command
    .argument('[paths...]', 'files, folders or globs to report on; without any, the whole project')
    .option('--cwd <dir>', 'work in the project of this folder')
    .addOption(
      new Option('--format <format>', 'how to report').choices(LINT_FORMATS).default('pretty'),
    )
    .option('--json', 'the same as --format json')
    .option('--fix', 'write what can be fixed safely, and report what is left')
    .option('--max-warnings <n>', 'end with 1 when there are more warnings')
    .option('--baseline [file]', `leave out what this file knows (default: ${DEFAULT_BASELINE})`)
    .addOption(
      new Option('--update-baseline', 'write the baseline anew with what is found now').conflicts(
        'fix',
      ),
    )
    .option('--no-cache', 'read every file anew')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], options: Record<string, unknown>) => {
      exit(await lint(paths, lintFlags.parse(options), io));
    });
};

/**
 * A large project is read in threads, and each compiles its code anew: V8's optimizer takes as long as the reading of some
 * hundred files, mostly for what it pulls into each function. With less of that a cold run takes about a sixth less.
 */
const QUICK_START = '--max-inlined-bytecode-size-cumulative=150';

/** Answers 1 for errors, and for more warnings than are allowed. */
async function lint(paths: readonly string[], flags: LintFlags, io: Io): Promise<number> {
  setFlagsFromString(QUICK_START);
  const project = await projectToWorkIn(io.cwd, flags.cwd, openProjectOrFolder);
  const maxWarnings = maxWarningsOf(flags);
  const options = {
    config: await loadConfig(project),
    paths,
    cwd: folderOf(project, flags, io),
    noCache: !flags.cache,
  };
  const baseline = baselineOf(project, flags, options.cwd);
  const { result, fixed } = await run(project, { ...options, baseline }, flags);
  const report = {
    result,
    rules: allRules,
    version: packageVersion(),
    inRepository: placeInRepository(project),
    fixed,
  };
  const format = flags.json ? 'json' : flags.format;
  io.out(lintText(format, report, pc.createColors(io.colour.out)));
  const { errors, warnings } = countsOf(result);
  if (warnings > maxWarnings) {
    const counted = `${String(warnings)} ${warnings === 1 ? 'warning' : 'warnings'}`;
    io.err(`--max-warnings ${String(maxWarnings)} is exceeded: ${counted}\n`);
  }
  return errors > 0 || warnings > maxWarnings ? 1 : 0;
}

async function run(project: Project, options: LintOptions, flags: LintFlags): Promise<Outcome> {
  if (flags.fix) return (await import('../lint/fix/fixProject.js')).fixProject(project, options);
  const { baseline, ...others } = options;
  if (!flags.updateBaseline || baseline === undefined)
    return { result: await lintProject(project, options), fixed: undefined };
  const { updateBaseline } = await import('../lint/updateBaseline.js');
  return { result: await updateBaseline(project, baseline, others), fixed: undefined };
}

type Outcome = Pick<LintReport, 'result' | 'fixed'>;

/** What the paths are relative to. */
function folderOf({ root }: Project, { cwd }: LintFlags, io: Io): string {
  if (cwd !== undefined) return realpathSync(resolve(io.cwd, cwd));
  // From source, the project may be the playground below.
  const here = realpathSync(io.cwd);
  return relative(root, here).startsWith('..') ? root : here;
}

/** Project relative, with forward slashes. */
function baselineOf({ root }: Project, flags: LintFlags, cwd: string): string | undefined {
  const { baseline, updateBaseline: updates } = flags;
  if (typeof baseline === 'string')
    return relative(root, resolve(cwd, baseline)).replaceAll('\\', '/');
  return baseline === true || updates ? DEFAULT_BASELINE : undefined;
}

function maxWarningsOf({ maxWarnings }: LintFlags): number {
  if (maxWarnings === undefined) return Number.POSITIVE_INFINITY;
  const range = { min: 0, max: Number.MAX_SAFE_INTEGER, integer: true };
  return numberFlag('--max-warnings', maxWarnings, range);
}
