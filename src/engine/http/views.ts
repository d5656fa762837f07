import { runLog } from '../logs.js';
import type { Run } from '../state.js';
import type { Call } from './call.js';
import type { ApiResponse } from './server.js';

/** Runs in an answer when the request names no count. Source: SDK `src/client/index.ts`, `logs`. */
const DEFAULT_COUNT = 10;

/** `GET /v2/workflows/events`: runs, newest first, filtered and in pages. The cursor is the number of runs already read. */
export function listRuns({ runner, query }: Call): ApiResponse {
  const matching = [...runner.state.history].reverse().filter((run) => matchesQuery(run, query));
  const from = Number(query.get('cursor') ?? 0);
  const to = from + Number(query.get('count') ?? DEFAULT_COUNT);
  const runs = matching.slice(from, to).map((run) => runLog(run));
  return {
    status: 200,
    body: { runs, ...(to < matching.length ? { cursor: String(to) } : {}) },
  };
}

/** `GET /v2/flowControl`: shapes of `@upstash/qstash`, `src/client/flow-control.ts`. */
export function listFlowControls({ runner }: Call): ApiResponse {
  const now = runner.clock.now();
  const flowControls = [...runner.state.flowKeys.values()].map((key) => ({
    flowControlKey: key.key,
    waitListSize: key.waiting.length,
    parallelismMax: key.limits.parallelism ?? 0,
    parallelismCount: key.active,
    rateMax: key.limits.rate ?? 0,
    rateCount: key.started.filter((at) => at > now - key.limits.periodMs).length,
    ratePeriod: key.limits.periodMs / 1_000,
    ratePeriodStart: Math.floor((key.started[0] ?? now) / 1_000),
    isPaused: false,
    isPinnedParallelism: false,
    isPinnedRate: false,
  }));
  return { status: 200, body: flowControls };
}

function matchesQuery(run: Run, query: URLSearchParams): boolean {
  const is = (name: string, value: string) => {
    const wanted = query.getAll(name);
    return wanted.length === 0 || wanted.includes(value);
  };
  const labels = query.getAll('label');
  return (
    is('workflowRunId', run.id) &&
    is('state', run.state) &&
    is('workflowUrl', run.url) &&
    is('workflowCreatedAt', String(run.createdAt)) &&
    (labels.length === 0 || labels.some((label) => run.labels.includes(label)))
  );
}
