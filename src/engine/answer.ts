import { DEFAULT_RETRIES } from './config.js';
import type { Answer } from './deliver.js';
import { failRun } from './failRun.js';
import { retryDelay } from './retryDelay.js';
import { release, schedule, settle } from './schedule.js';
import type { Attempt, Delivery, EngineState } from './state.js';
import { verdictOn } from './verdict.js';

/** Takes in the answer of an endpoint: the delivery is done, goes out again later, or has failed for good. */
export function takeAnswer(
  state: EngineState,
  delivery: Delivery,
  answer: Answer,
  now: number,
): void {
  release(state, delivery, now);
  const attempt = recordAttempt(state, delivery, answer, now);
  if (delivery.isDuplicate) return settle(state, delivery, 'done');
  const verdict = verdictOn(delivery, answer);
  if (verdict.kind === 'done') return settle(state, delivery, 'done');
  if (isMoot(delivery)) return dropDelivery(state, delivery, now);
  const retried = delivery.attempts.length - 1;
  if (verdict.kind === 'retry' && retried < (delivery.config.retries ?? DEFAULT_RETRIES)) {
    return scheduleRetry(state, delivery, answer, now);
  }
  settle(state, delivery, 'failed');
  const reason = verdict.kind === 'fail' ? verdict.reason : undefined;
  state.timeline.add({
    ...subjectOf(delivery),
    at: now,
    type: 'delivery-failed',
    status: answer.status,
    detail: reason ?? `no retries left after ${delivery.attempts.length} attempts`,
  });
  if (delivery.kind === 'workflow' && delivery.run?.state === 'RUN_STARTED') {
    failRun(state, { run: delivery.run, delivery, attempt, reason, now });
  }
}

/** A run that has ended needs no further delivery, its failure callback apart. */
function isMoot({ kind, run }: Delivery): boolean {
  return kind === 'workflow' && run?.state !== 'RUN_STARTED';
}

function dropDelivery(state: EngineState, delivery: Delivery, now: number): void {
  delivery.state = 'dropped';
  state.pending -= 1;
  state.timeline.add({ ...subjectOf(delivery), at: now, type: 'delivery-dropped' });
}

function scheduleRetry(state: EngineState, delivery: Delivery, answer: Answer, now: number): void {
  const delay = retryDelay({
    retried: delivery.attempts.length - 1,
    expression: delivery.config.retryDelay,
    retryAfter: answer.headers['retry-after'],
    now,
  });
  state.timeline.add({
    ...subjectOf(delivery),
    at: now,
    type: 'retry-scheduled',
    attempt: delivery.attempts.length + 1,
    status: answer.status,
    dueAt: now + delay,
  });
  schedule(state, delivery, now + delay, now);
}

function recordAttempt(
  state: EngineState,
  delivery: Delivery,
  answer: Answer,
  now: number,
): Attempt {
  const isFailure = answer.status < 200 || answer.status >= 300;
  const attempt: Attempt = {
    at: delivery.startedAt,
    endedAt: now,
    status: answer.status,
    error: answer.error,
    // Good answers carry nothing that anyone reads; a thousand runs need not keep them.
    body: isFailure || delivery.kind !== 'workflow' ? answer.body : '',
    headers: isFailure || delivery.kind !== 'workflow' ? answer.headers : {},
    fault: answer.fault,
  };
  delivery.attempts.push(attempt);
  state.timeline.add({
    ...subjectOf(delivery),
    at: now,
    type: 'answered',
    attempt: delivery.attempts.length,
    status: answer.status,
    stepName: answer.headers['upstash-error-step-name'],
    detail: answer.error,
  });
  return attempt;
}

/** Fields that name a delivery on the timeline. */
export function subjectOf(delivery: Delivery) {
  return {
    runId: delivery.run?.id,
    messageId: delivery.messageId,
    path: delivery.path,
    label: delivery.run?.labels[0],
  };
}
