import { dropDeliveries, subject } from './endRun.js';
import { schedule } from './schedule.js';
import { nextId } from './state.js';
import type { Attempt, Delivery, EngineState, Run, RunFailure } from './state.js';

export interface FailedDelivery {
  readonly run: Run;
  readonly delivery: Delivery;
  /** The attempt that ended it. */
  readonly attempt: Attempt;
  readonly reason: string | undefined;
  readonly now: number;
}

/** Ends a run as failed and, where the message names one, sends its failure callback. */
export function failRun(state: EngineState, failed: FailedDelivery): void {
  const { run, delivery, now } = failed;
  run.state = 'RUN_FAILED';
  run.endedAt = now;
  run.failure = describeFailure(failed, nextId(state, 'dlq'));
  dropDeliveries(state, run, now);
  state.timeline.add({
    ...subject(run),
    at: now,
    type: 'run-failed',
    status: run.failure.status,
    stepName: run.failure.stepName,
    detail: run.failure.message,
  });
  const callback = delivery.config.failureCallback;
  if (callback === undefined) return;
  run.failureCallback = {
    messageId: nextId(state, 'msg'),
    kind: 'failure-callback',
    url: callback.url,
    method: 'POST',
    path: new URL(callback.url).pathname,
    run,
    prefix: 0,
    body: callbackBody(failed, run.failure),
    config: callback.config,
    createdAt: now,
    isDuplicate: false,
    attempts: [],
    state: 'scheduled',
    startedAt: now,
  };
  schedule(state, run.failureCallback, now, now);
}

function describeFailure(failed: FailedDelivery, dlqId: string): RunFailure {
  const { attempt, reason, now } = failed;
  const reported = readReportedError(attempt.body);
  const isHandlers = reported.message !== undefined;
  return {
    at: now,
    status: attempt.status,
    message: reported.message ?? attempt.error ?? reason ?? `answered ${attempt.status}`,
    stack: isHandlers ? reported.stack : undefined,
    stepName: attempt.headers['upstash-error-step-name'],
    body: attempt.body,
    headers: attempt.headers,
    dlqId,
  };
}

/** The SDK answers an error as `{ error, message, stack }` (`formatWorkflowError` in its `src/error.ts`). */
function readReportedError(body: string): { readonly message?: string; readonly stack?: string } {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null) return {};
    return {
      ...('message' in parsed && typeof parsed.message === 'string'
        ? { message: parsed.message }
        : {}),
      ...('stack' in parsed && typeof parsed.stack === 'string' ? { stack: parsed.stack } : {}),
    };
  } catch {
    return {};
  }
}

/** Shape: SDK `src/workflow-parser.ts`, `handleFailure`. */
function callbackBody(failed: FailedDelivery, failure: RunFailure): string {
  const { run, delivery } = failed;
  return JSON.stringify({
    status: failure.status,
    header: listHeaders(failure.headers),
    body: Buffer.from(failure.body, 'utf8').toString('base64'),
    url: run.url,
    sourceBody: Buffer.from(run.payload, 'utf8').toString('base64'),
    sourceHeader: listHeaders(run.config.forward),
    workflowRunId: run.id,
    workflowCreatedAt: run.createdAt,
    retried: delivery.attempts.length - 1,
    maxRetries: delivery.config.retries ?? 3,
    dlqId: failure.dlqId,
  });
}

function listHeaders(headers: Readonly<Record<string, string>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
}
