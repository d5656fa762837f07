import type { Clock } from '../engine/clock.js';
import { TrifoldError } from '../shared/errors.js';
import type { Qstash, RunLog, RunPage } from './qstash.js';

export interface Watch {
  readonly qstash: Qstash;
  readonly clock: Clock;
  readonly runId: string;
  /** Real milliseconds. */
  readonly timeoutMs: number;
  /** Is shown the runs in progress each time they are looked at, a page of them where there are more. */
  readonly onProgress: (runs: readonly RunLog[], hasMore: boolean) => void;
}

/** Real milliseconds between two looks: at first, and when they have grown. */
const FIRST_PAUSE_MS = 100;
const LAST_PAUSE_MS = 2_000;

/**
 * The run and all that it has led to, once they have ended: each of them has the id of the first one as its label.
 *
 * @throws TrifoldError CLI_TRIGGER_TIMEOUT, and what `onProgress` throws
 */
export async function watchRuns(watch: Watch): Promise<RunLog[]> {
  const { qstash, clock, runId, timeoutMs, onProgress } = watch;
  const deadline = clock.wall() + timeoutMs;
  let pauseMs = FIRST_PAUSE_MS;
  let isQuiet = false;
  for (;;) {
    const open = await runsInProgress(qstash, runId);
    const wasQuiet = isQuiet;
    isQuiet = open?.runs.length === 0;
    // QStash's log lags behind, so that a run which was just started may not be listed yet.
    if (isQuiet && wasQuiet) return allRuns(qstash, runId);
    if (open !== undefined) onProgress(open.runs, isCursor(open.cursor));
    if (clock.wall() + pauseMs > deadline) throw timedOut(open?.runs ?? [], runId, timeoutMs);
    await pause(clock, pauseMs);
    pauseMs = Math.min(pauseMs * 1.3, LAST_PAUSE_MS);
  }
}

/** Undefined while the first run is not listed yet. */
async function runsInProgress(qstash: Qstash, runId: string): Promise<RunPage | undefined> {
  const [root] = (await qstash.runs({ workflowRunId: runId })).runs;
  if (root === undefined) return undefined;
  if (root.workflowState === 'RUN_STARTED') return { runs: [root] };
  return qstash.runs({ label: runId, state: 'RUN_STARTED' });
}

async function allRuns(qstash: Qstash, runId: string): Promise<RunLog[]> {
  const runs = new Map<string, RunLog>();
  let cursor: string | undefined;
  do {
    const page = await qstash.runs({ label: runId, cursor });
    for (const run of page.runs) runs.set(run.workflowRunId, run);
    cursor = page.cursor;
  } while (isCursor(cursor));
  return [...runs.values()];
}

function isCursor(cursor: string | undefined): boolean {
  return cursor !== undefined && cursor !== '';
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.alarm(ms, resolve);
  });
}

function timedOut(open: readonly RunLog[], runId: string, timeoutMs: number): TrifoldError {
  const seconds = String(timeoutMs / 1_000);
  const [newest] = open;
  return new TrifoldError('CLI_TRIGGER_TIMEOUT', `${runId} has not ended in ${seconds} seconds`, {
    why:
      newest === undefined
        ? 'QStash does not list it'
        : `the newest run in progress is ${newest.workflowRunId} of ${newest.workflowUrl}`,
    fix: 'it goes on without this command: look at `trifold dev`, or wait longer with --timeout',
  });
}
