import { runLog } from '../logs.js';
import type { Run } from '../entities.js';
import type { Call } from './call.js';
import { countOf, queryFilter, valuesOf } from './filter.js';
import { runFields } from './runFields.js';
import type { ApiResponse } from './server.js';

/** Runs in an answer when the request names no count. Source: SDK `src/client/index.ts`, `logs`. */
const DEFAULT_COUNT = 10;

/**
 * `GET /v2/workflows/events`: runs, newest first, filtered and in pages. The cursor is the number of runs already read.
 *
 * Runs that shared an id are all there; `workflowCreatedAt`, or `workflowRuns=id@createdAt,…`, tells them apart.
 * `state` may be that of a run or of one of its steps. Source: https://upstash.com/docs/workflow/openapi.yaml; its
 * `trimBody` is not looked at, because by default it would leave out the results that the SDK's types have.
 */
export function listRuns({ runner, query }: Call): ApiResponse {
  const matching = [...runner.state.history].reverse().filter(readFilter(query));
  const from = Number(query.get('cursor') ?? 0);
  const to = from + countOf(query, DEFAULT_COUNT);
  const runs = matching.slice(from, to).map((run) => runLog(run));
  return {
    status: 200,
    body: { runs, ...(to < matching.length ? { cursor: String(to) } : {}) },
  };
}

function readFilter(query: URLSearchParams): (run: Run) => boolean {
  const pairs = valuesOf(query, 'workflowRuns');
  if (pairs.length > 0) return (run) => pairs.includes(`${run.id}@${run.createdAt}`);
  const isChosen = queryFilter(query);
  return (run) => {
    const { at, fields } = runFields(run);
    const messageId = run.entries.map((entry) => entry.messageId);
    const state = (wanted: string) => run.state === wanted || hasStepIn(run, wanted);
    return isChosen({ at, fields: { ...fields, messageId, state } });
  };
}

function hasStepIn(run: Run, state: string): boolean {
  if (!state.startsWith('STEP_')) return false;
  return runLog(run).steps.some(({ steps }) => steps.some((step) => step.state === state));
}
