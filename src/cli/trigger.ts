import pc from 'picocolors';
import { z } from 'zod';
import { systemClock } from '../engine/clock.js';
import { timeOf } from '../report/durations.js';
import { refusalText } from '../report/reported-error.js';
import { isClean, triggerJson, triggerText } from '../report/trigger.js';
import { TrifoldError } from '../shared/errors.js';
import { toJsonText } from '../shared/json.js';
import { newProblems, refuseMissingApp, type DeliveryProblem } from './delivery-problems.js';
import { entryMessage, newRunId } from './entry-message.js';
import { projectToWorkIn } from './host.js';
import type { Io } from './io.js';
import { numberFlag } from './number-flag.js';
import { entryPayload } from './entry-payload.js';
import { progressLine } from './progress-line.js';
import { connectQstash, type Qstash, type RunLog } from './qstash.js';
import { recordedWorkflow } from './recorded-workflow.js';
import type { Register } from './register.js';
import { newSleeps, type Sleep } from './sleeps.js';
import { findTargets } from './targets.js';
import { outcomeOf } from './trigger-outcome.js';
import { watchRuns } from './watch-runs.js';

const DEFAULT_TIMEOUT_SECONDS = 300;

const triggerFlags = z.object({
  dryRun: z.boolean().default(false),
  force: z.boolean().default(false),
  limit: z.number().optional(),
  payload: z.string().optional(),
  url: z.string().optional(),
  timeout: z.number().default(DEFAULT_TIMEOUT_SECONDS),
  cwd: z.string().optional(),
  json: z.boolean().default(false),
});

type TriggerFlags = z.output<typeof triggerFlags>;

const EXAMPLES = `
Examples, with \`trifold dev\` and the application running:
  trifold trigger welcome-placeholder --dry-run
  trifold trigger welcome-placeholder --limit 5
  trifold trigger welcome-placeholder --payload '{"paidOnly": true}'

Goes where the application's own client would: QSTASH_URL, QSTASH_TOKEN and APP_URL come from the environment, else from
.env.local and the other .env files of the project; without QSTASH_URL to \`trifold dev\` on port 8080.
Ends with 1 when a run has failed.`;

export const register: Register = (command, io, exit) => {
  command
    .argument('<workflow>', 'name of a recorded workflow')
    .option('--dry-run', 'only count what there is to do')
    .option('--limit <n>', 'start at most this many items', limitFlag)
    .option('--force', 'work also on items that have a result')
    .option('--payload <json>', 'other fields of the payload, as a JSON object')
    .option(
      '--url <url>',
      'where the application answers (default: APP_URL, or http://localhost:3000)',
    )
    .option('--timeout <seconds>', 'how long to wait (default: 300)', timeoutFlag)
    .option('--cwd <dir>', 'work in the project of this folder')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (workflow: string, options: Record<string, unknown>) => {
      exit(await trigger(workflow, triggerFlags.parse(options), io));
    });
};

/** Starts the entry layer, waits until all that comes of it has ended, and says what it was. */
async function trigger(workflow: string, flags: TriggerFlags, io: Io): Promise<number> {
  const colours = pc.createColors(io.colour.out);
  const payload = entryPayload(flags);
  const project = await projectToWorkIn(io.cwd, flags.cwd);
  const spec = await recordedWorkflow(project, workflow);
  const { qstash: target, appUrl } = await findTargets({ project, env: io.env, appUrl: flags.url });

  const qstash = connectQstash(target);
  const runId = newRunId();
  await qstash.trigger(entryMessage(spec, { appUrl, runId, payload }));
  io.err(`started ${spec.name} at ${appUrl} through ${target.url} (${target.from})\n`);
  const runs = await watch({ qstash, runId, timeoutMs: flags.timeout * 1_000, io });

  const report = { workflow: spec.name, payload, ...outcomeOf(runs, runId) };
  io.out(flags.json ? toJsonText(triggerJson(report)) : triggerText(report, colours));
  return isClean(report) ? 0 : 1;
}

interface Watched {
  readonly qstash: Qstash;
  readonly runId: string;
  readonly timeoutMs: number;
  readonly io: Io;
}

/** Cancels the run where nobody is there to work on it, so that it does not start by itself later. */
async function watch({ qstash, runId, timeoutMs, io }: Watched): Promise<RunLog[]> {
  const problemsIn = newProblems();
  const sleepsIn = newSleeps();
  const clock = systemClock();
  const line = progressLine(io);
  const onProgress = (open: readonly RunLog[], hasMore: boolean) => {
    const problems = problemsIn(open);
    refuseMissingApp(problems, runId);
    for (const problem of problems) line.note(problemText(problem));
    for (const sleep of sleepsIn(open)) line.note(sleepText(sleep, clock.wall()));
    line.set(`${String(open.length)}${hasMore ? ' and more' : ''} in progress`);
  };
  try {
    return await watchRuns({ qstash, runId, timeoutMs, onProgress, clock });
  } catch (error) {
    const isHopeless = error instanceof TrifoldError && error.code === 'CLI_APP_UNREACHABLE';
    if (isHopeless) await qstash.cancel(runId);
    throw error;
  } finally {
    line.clear();
  }
}

function problemText(problem: DeliveryProblem): string {
  const { url, attempt, attempts } = problem;
  const path = new URL(url).pathname;
  return `${path}: attempt ${String(attempt)} of ${String(attempts)} failed: ${refusalText(problem)}`;
}

function sleepText({ url, runId, stepName, until }: Sleep, now: number): string {
  return `${new URL(url).pathname}: ${runId} sleeps in ${stepName} until ${timeOf(until, now)}`;
}

function limitFlag(text: string): number {
  return numberFlag('--limit', text, { integer: true, min: 1, max: Number.MAX_SAFE_INTEGER });
}

function timeoutFlag(text: string): number {
  return numberFlag('--timeout', text, { min: 1, max: 86_400 });
}
