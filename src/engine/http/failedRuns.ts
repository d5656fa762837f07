import { textOf } from '../body.js';
import { sendRunFailure } from '../callbacks.js';
import type { DeadLetter, Run } from '../entities.js';
import { callbackState } from '../logs.js';
import { shownBody, shownHeaders } from '../redaction.js';
import { restartRun, resumeRun } from '../resumeRun.js';
import { drop } from '../schedule.js';
import { failure } from './call.js';
import type { Call } from './call.js';
import { inOrder, pageOf, queryFilter, valuesOf } from './filter.js';
import { refuseHost } from './hosts.js';
import { messageFields, responseFields } from './messageView.js';
import { runFields } from './runFields.js';
import type { ApiResponse } from './server.js';

/** Dead letters in an answer, or handled by one request, when it does not say how many. */
const DEFAULT_COUNT = 100;

interface FailedRun extends DeadLetter {
  readonly run: Run;
}

/** `GET /v2/workflows/dlq`, and `GET /v2/dlq?source=workflow` of the SDK. */
export function list({ runner, query }: Call): ApiResponse {
  const letters = inOrder(matching(runner.state.deadLetters, query), query, 'earliestFirst');
  const { page, cursor } = pageOf(letters, query, PAGE);
  return { status: 200, body: { messages: page.map(view), cursor } };
}

/** `GET /v2/workflows/dlq/{dlqId}`. */
export function get(call: Call): ApiResponse {
  return one(call, (letter) => ({ status: 200, body: view(letter) }));
}

/** `DELETE /v2/workflows/dlq/{dlqId}`. */
export function remove(call: Call): ApiResponse {
  return one(call, ({ id }) => {
    call.runner.state.deadLetters.delete(id);
    return { status: 200, body: undefined };
  });
}

/** `DELETE /v2/workflows/dlq`. */
export function removeAll(call: Call): ApiResponse {
  const { chosen, cursor } = choose(call);
  for (const { id } of chosen) call.runner.state.deadLetters.delete(id);
  return { status: 200, body: { deleted: chosen.length, cursor } };
}

/** `POST /v2/workflows/dlq/resume/{dlqId}`. */
export function resume(call: Call): ApiResponse {
  return (
    refused(call) ?? one(call, (letter) => ({ status: 200, body: again(call, letter, resumeRun) }))
  );
}

/** `POST /v2/workflows/dlq/resume`. */
export function resumeAll(call: Call): ApiResponse {
  return all(call, resumeRun);
}

/** `POST /v2/workflows/dlq/restart/{dlqId}`. */
export function restart(call: Call): ApiResponse {
  return (
    refused(call) ?? one(call, (letter) => ({ status: 200, body: again(call, letter, restartRun) }))
  );
}

/** `POST /v2/workflows/dlq/restart`. */
export function restartAll(call: Call): ApiResponse {
  return all(call, restartRun);
}

/** `POST /v2/workflows/dlq/callback/{dlqId}`: sends a failure callback again that failed itself, else 400. */
export function repeatCallback(call: Call): ApiResponse {
  return one(call, ({ run, delivery }) => {
    const { failureCallback, failure: why } = run;
    const config = delivery.config.failureCallback;
    const hasFailed = failureCallback?.state === 'failed';
    if (!hasFailed || why === undefined || config === undefined) {
      return failure(400, `workflow run ${run.id} has no failure callback that failed`);
    }
    sendRunFailure(call.runner.state, run, why, config, call.runner.clock.now());
    return { status: 200, body: started(run) };
  });
}

/** `DELETE /v2/workflows/dlq/callback/{dlqId}`: takes a failure callback back that has not gone out yet, else 400. */
export function cancelCallback(call: Call): ApiResponse {
  return one(call, ({ run }) => {
    const callback = run.failureCallback;
    const { state, clock } = call.runner;
    if (callback === undefined || !drop(state, callback, clock.now())) {
      return failure(400, `workflow run ${run.id} has no failure callback in progress`);
    }
    return { status: 302, body: undefined };
  });
}

/** A resumed run may be given another failure URL. */
function refused(call: Call): ApiResponse | undefined {
  return refuseHost(call, [call.request.headers['upstash-failure-callback']]);
}

type Again = typeof resumeRun;

function all(call: Call, start: Again): ApiResponse {
  const refusal = refused(call);
  if (refusal !== undefined) return refusal;
  const { chosen, cursor } = choose(call);
  const workflowRuns = chosen.map((letter) => again(call, letter, start));
  return { status: 200, body: { workflowRuns, cursor } };
}

/** The dead letter goes as its run starts again. */
function again({ runner, request }: Call, letter: FailedRun, start: Again) {
  const { state, clock } = runner;
  state.deadLetters.delete(letter.id);
  return started(start(state, letter.run, request.headers, clock.now()));
}

function started(run: Run) {
  return { workflowRunId: run.id, workflowCreatedAt: run.createdAt };
}

function one(call: Call, act: (letter: FailedRun) => ApiResponse): ApiResponse {
  const id = call.params['id'] ?? '';
  const letter = call.runner.state.deadLetters.get(id);
  if (letter === undefined || !isFailedRun(letter)) return failure(404, `dlq ${id} not found`);
  return act(letter);
}

/** What a request for several is about; a cursor says that more remain, and it is enough to ask again. */
function choose({ runner, query }: Call) {
  const { deadLetters } = runner.state;
  const all = matching(deadLetters, query);
  const rest = new URLSearchParams(query);
  rest.delete('cursor');
  const { page, cursor } = pageOf(all, rest, PAGE);
  return { chosen: page, cursor };
}

const PAGE = { count: DEFAULT_COUNT, id: ({ id }: FailedRun) => id };

function matching(
  letters: ReadonlyMap<string, DeadLetter>,
  query: URLSearchParams,
): readonly FailedRun[] {
  const ids = valuesOf(query, 'dlqIds');
  const isChosen = queryFilter(query);
  return [...letters.values()].filter(isFailedRun).filter((letter) => {
    if (ids.length > 0) return ids.includes(letter.id);
    const { fields } = runFields(letter.run);
    const own = { url: letter.delivery.url, responseStatus: String(letter.attempt.status) };
    return isChosen({ at: letter.at, fields: { ...fields, ...own } });
  });
}

function isFailedRun(letter: DeadLetter): letter is FailedRun {
  return letter.run !== undefined;
}

/** Shape: SDK `src/client/dlq.ts`, `DLQMessage`. */
function view({ id, run, delivery, attempt }: FailedRun) {
  const callback = run.failureCallback;
  return {
    ...messageFields(delivery),
    dlqId: id,
    header: shownHeaders(run.config.forward, run.redaction),
    ...shownBody(run.payload, run.redaction),
    workflowRunId: run.id,
    workflowCreatedAt: run.createdAt,
    workflowUrl: run.url,
    ...responseFields(attempt),
    failureFunctionState: callback === undefined ? undefined : callbackState(callback),
    failureCallbackInfo: callback === undefined ? undefined : callbackInfo(run),
  };
}

function callbackInfo({ failureCallback: callback }: Run) {
  const last = callback?.attempts.at(-1);
  return {
    state: callback === undefined ? undefined : callbackState(callback),
    responseStatus: last?.status,
    responseBody: last === undefined ? undefined : textOf(last.body),
    responseHeaders: last === undefined ? undefined : shownHeaders(last.headers),
  };
}
