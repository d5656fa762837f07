import { z } from 'zod';
import { cancelRun, finishRun } from '../endRun.js';
import type { Run } from '../state.js';
import { failure } from './call.js';
import type { Call } from './call.js';
import type { ApiResponse } from './server.js';

/** `GET /v2/workflows/runs/{id}`: the run's list, for a delivery that was too large to carry it; 404 once it has ended. */
export function getSteps(call: Call): ApiResponse {
  const run = findRun(call);
  if (run?.state !== 'RUN_STARTED') return failure(404, `workflow run ${call.rest} not found`);
  const body: unknown = JSON.parse(`[${run.entries.map((entry) => entry.raw).join(',')}]`);
  return { status: 200, body };
}

/**
 * `DELETE /v2/workflows/runs/{id}?cancel=false`: the run ends with the result in the body, or is canceled.
 *
 * An ended run is 400, which the SDK takes quietly: it asks again when the answer of a run's last delivery was lost.
 */
export function endRun(call: Call): ApiResponse {
  const { runner, query, request } = call;
  const run = findRun(call);
  if (run === undefined) return failure(404, `workflow run ${call.rest} not found`);
  const refused = runner.refusedAppend(run.id, undefined);
  if (refused !== undefined) return failure(refused, 'fault: the end of the run was refused');
  if (run.state !== 'RUN_STARTED') {
    return failure(400, `workflow run ${run.id} has already ended: ${run.state}`);
  }
  const now = runner.clock.now();
  if (query.get('cancel') === 'true') cancelRun(runner.state, run, now);
  else finishRun(runner.state, run, request.body, now);
  return { status: 200, body: undefined };
}

const cancelSchema = z.object({
  workflowRunIds: z.array(z.string()).optional(),
  workflowUrl: z.string().optional(),
  workflowUrlExactMatch: z.boolean().optional(),
  label: z.string().optional(),
});
type CancelFilter = z.infer<typeof cancelSchema>;

/** `DELETE /v2/workflows/runs`: cancels the runs in progress that match; a filter in the query (SDK 1.x) or in the body (0.2.x). */
export function cancelRuns(call: Call): ApiResponse {
  const filter = readFilter(call);
  if (filter === undefined) return failure(400, 'invalid filter');
  const { state, clock } = call.runner;
  const matching = [...state.runs.values()].filter(
    (run) => run.state === 'RUN_STARTED' && matchesFilter(run, filter),
  );
  for (const run of matching) cancelRun(state, run, clock.now());
  return { status: 200, body: { cancelled: matching.length } };
}

function readFilter({ request, query }: Call): CancelFilter | undefined {
  if (request.body !== '') {
    const parsed = cancelSchema.safeParse(JSON.parse(request.body));
    return parsed.success ? parsed.data : undefined;
  }
  const ids = query.getAll('workflowRunIds');
  return {
    workflowRunIds: ids.length > 0 ? ids : undefined,
    workflowUrl: query.get('workflowUrl') ?? undefined,
    workflowUrlExactMatch: query.get('workflowUrlExactMatch') === 'true',
    label: query.get('label') ?? undefined,
  };
}

function matchesFilter(run: Run, filter: CancelFilter): boolean {
  const { workflowRunIds, workflowUrl, label } = filter;
  if (workflowRunIds !== undefined && !workflowRunIds.includes(run.id)) return false;
  if (label !== undefined && !run.labels.includes(label)) return false;
  if (workflowUrl === undefined) return true;
  return filter.workflowUrlExactMatch === true
    ? run.url === workflowUrl
    : run.url.startsWith(workflowUrl);
}

function findRun(call: Call): Run | undefined {
  return call.runner.state.runs.get(decodeURIComponent(call.rest));
}
