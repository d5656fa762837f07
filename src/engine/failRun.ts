import { sendRunFailure } from './callbacks.js';
import { DEFAULT_RETRIES } from './config.js';
import { addDeadLetter } from './deadLetters.js';
import { closeRun, subject } from './endRun.js';
import type { Attempt, Delivery, Run, RunFailure } from './entities.js';
import { readReportedError } from './reportedError.js';
import { nextId } from './state.js';
import type { EngineState } from './state.js';

export interface FailedDelivery {
  readonly run: Run;
  readonly delivery: Delivery;
  /** The attempt that ended it. */
  readonly attempt: Attempt;
  readonly reason: string | undefined;
  readonly now: number;
}

/** Ends a run as failed, keeps a dead letter and, where the message names one, sends its failure callback. */
export function failRun(state: EngineState, failed: FailedDelivery): void {
  const { run, delivery, attempt, now } = failed;
  const failure = describeFailure(failed, nextId(state, 'dlq'));
  run.failure = failure;
  state.timeline.add({
    ...subject(run),
    at: now,
    type: 'run-failed',
    status: failure.status,
    stepName: failure.stepName,
    detail: failure.message,
  });
  closeRun(state, run, 'RUN_FAILED', now);
  addDeadLetter(state, { id: failure.dlqId, at: now, run, delivery, attempt });
  const callback = delivery.config.failureCallback;
  if (callback !== undefined) sendRunFailure(state, run, failure, callback, now);
}

function describeFailure(failed: FailedDelivery, dlqId: string): RunFailure {
  const { attempt, delivery, reason, now } = failed;
  const reported = readReportedError(attempt);
  const isHandlers = reported.message !== undefined;
  return {
    at: now,
    status: attempt.status,
    message: reported.message ?? attempt.error ?? reason ?? `answered ${attempt.status}`,
    stack: isHandlers ? reported.stack : undefined,
    stepName: attempt.headers['upstash-error-step-name'],
    body: attempt.body,
    headers: attempt.headers,
    retried: delivery.tried - 1,
    maxRetries: delivery.config.retries ?? DEFAULT_RETRIES,
    dlqId,
  };
}
