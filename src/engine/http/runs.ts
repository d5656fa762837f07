import { z } from 'zod';
import { base64Of, textOf } from '../body.js';
import { cancelRun, finishRun } from '../endRun.js';
import type { Run } from '../entities.js';
import { failure, jsonBody } from './call.js';
import type { Call } from './call.js';
import { countOf, queryFilter } from './filter.js';
import { runFields } from './runFields.js';
import type { ApiResponse } from './server.js';

/**
 * `GET /v2/workflows/runs/{id}`: the run's messages, for a delivery that was too large to carry them; 404 once it has ended.
 *
 * Beside its steps there are its calls and their callbacks, in the order in which they came. Source: SDK `src/types.ts`,
 * `RawStep`, and `handleThirdPartyCallResult` in its `src/workflow-requests.ts`, which looks for its own callback here.
 */
export function getSteps(call: Call): ApiResponse {
  const run = findRun(call);
  if (run?.state !== 'RUN_STARTED') return failure(404, `workflow run ${idOf(call)} not found`);
  const messages = [
    ...run.entries.map((entry) => ({ ...entry, callType: 'step' })),
    ...run.calls.map(({ messageId, body, kind }) => ({
      messageId,
      body,
      callType: kind === 'call' ? 'toCallback' : 'fromCallback',
    })),
  ];
  const body = messages
    // Ids count up.
    .toSorted((a, b) => (a.messageId < b.messageId ? -1 : 1))
    .map((message) => ({
      messageId: message.messageId,
      body: base64Of(message.body),
      callType: message.callType,
    }));
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
  if (run === undefined) return failure(404, `workflow run ${idOf(call)} not found`);
  const refused = runner.refusedAppend(run.id, undefined);
  if (refused !== undefined) return failure(refused, 'fault: the end of the run was refused');
  if (run.state !== 'RUN_STARTED') {
    return failure(400, `workflow run ${run.id} has already ended: ${run.state}`);
  }
  const now = runner.clock.now();
  // Without the parameter the request is the documented one, which cancels.
  if (query.get('cancel') === 'false') finishRun(runner.state, run, textOf(request.body), now);
  else cancelRun(runner.state, run, now);
  return { status: 200, body: undefined };
}

/** Runs that one request cancels, when it does not say how many. */
const DEFAULT_COUNT = 100;

/**
 * `DELETE /v2/workflows/runs`: cancels the runs in progress that match, oldest first.
 *
 * The filter is in the query (SDK 1.x) or in the body (0.2.x); ids leave no room for another filter.
 * Source: https://upstash.com/docs/workflow/openapi.yaml
 */
export function cancelRuns(call: Call): ApiResponse {
  const filter = readFilter(call);
  if (filter === undefined) return failure(400, 'invalid filter');
  const { state, clock } = call.runner;
  const running = [...state.runs.values()].filter((run) => run.state === 'RUN_STARTED');
  const ids = filter.getAll('workflowRunIds');
  const isChosen = queryFilter(filter);
  const matching = running.filter((run) =>
    ids.length > 0
      ? ids.includes(run.id)
      : isChosen(runFields(run, { isUrlPrefix: filter.get('workflowUrlExactMatch') !== 'true' })),
  );
  const chosen = ids.length > 0 ? matching : matching.slice(0, countOf(filter, DEFAULT_COUNT));
  for (const run of chosen) cancelRun(state, run, clock.now());
  return { status: 200, body: { cancelled: chosen.length } };
}

const cancelSchema = z.object({
  workflowRunIds: z.array(z.string()).default([]),
  workflowUrl: z.string().optional(),
});

/** 0.2.x cancels all that match, 1.x up to a count that it names. */
function readFilter(call: Call): URLSearchParams | undefined {
  if (call.request.body === '') return call.query;
  const parsed = cancelSchema.safeParse(jsonBody(call));
  if (!parsed.success) return undefined;
  const filter = new URLSearchParams({ count: 'all' });
  for (const id of parsed.data.workflowRunIds) filter.append('workflowRunIds', id);
  if (parsed.data.workflowUrl !== undefined) filter.append('workflowUrl', parsed.data.workflowUrl);
  return filter;
}

function findRun(call: Call): Run | undefined {
  return call.runner.state.runs.get(idOf(call));
}

function idOf({ params }: Call): string {
  return params['id'] ?? '';
}
