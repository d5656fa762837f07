import { sendCallback } from './callbacks.js';
import type { Told } from './callbacks.js';
import { DEFAULT_RETRIES } from './config.js';
import type { Answer } from './deliver.js';
import type { Attempt, Delivery } from './entities.js';
import { failMessage } from './failMessage.js';
import { failRun } from './failRun.js';
import { reasonOf } from './reportedError.js';
import { subjectOf } from './subject.js';
import { retryDelay } from './retryDelay.js';
import { release, scheduleAgain, settle } from './schedule.js';
import type { EngineState } from './state.js';
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
  if (delivery.isDuplicate) return settle(state, delivery, 'done', now);
  const verdict = verdictOn(delivery, answer);
  if (verdict.kind === 'done') {
    if (!isMoot(delivery)) sendCallback(state, delivery, tell(answer), now);
    return settle(state, delivery, 'done', now);
  }
  if (isMoot(delivery)) return dropDelivery(state, delivery, now);
  const retried = delivery.tried - 1;
  if (verdict.kind === 'retry' && retried < (delivery.config.retries ?? DEFAULT_RETRIES)) {
    if (delivery.kind === 'plain') sendCallback(state, delivery, tell(answer), now);
    return scheduleRetry(state, delivery, answer, now);
  }
  const reason = verdict.kind === 'fail' ? verdict.reason : undefined;
  giveUp(state, { delivery, attempt, answer, reason, now });
}

interface Lost {
  readonly delivery: Delivery;
  readonly attempt: Attempt;
  readonly answer: Answer;
  readonly reason: string | undefined;
  readonly now: number;
}

/**
 * A delivery has failed for good.
 *
 * The answer of a third party that failed is the result of a `context.call`, brought by its callback like a good one.
 * A workflow's call is answered once, at its end, although the documentation says that a callback may come for each
 * retry: the SDK's own test on QStash counts one callback for two attempts (`examples/ci/app/test-routes/call`).
 */
function giveUp(state: EngineState, lost: Lost): void {
  const { delivery, attempt, answer, reason, now } = lost;
  const { run, kind } = delivery;
  state.timeline.add({
    ...subjectOf(delivery),
    at: now,
    type: 'delivery-failed',
    status: answer.status,
    detail: [reason ?? `no retries left after ${delivery.tried} attempts`, reasonOf(attempt)]
      .filter((part) => part !== undefined)
      .join(': '),
  });
  if (kind === 'call' || kind === 'plain') sendCallback(state, delivery, tell(answer), now);
  if (run === undefined) failMessage(state, { delivery, attempt, told: tell(answer), now });
  settle(state, delivery, 'failed', now);
  const endsRun = kind === 'workflow' || kind === 'callback';
  if (endsRun && run?.state === 'RUN_STARTED') {
    failRun(state, { run, delivery, attempt, reason, now });
  }
}

/** A run that has ended needs no further delivery, its failure callback apart. */
function isMoot({ kind, run }: Delivery): boolean {
  return kind !== 'failure-callback' && run !== undefined && run.state !== 'RUN_STARTED';
}

function dropDelivery(state: EngineState, delivery: Delivery, now: number): void {
  settle(state, delivery, 'dropped', now);
  state.timeline.add({ ...subjectOf(delivery), at: now, type: 'delivery-dropped' });
}

/** What a callback says where no answer came is not documented: here the status is 0 and the body says what happened. */
function tell(answer: Answer): Told {
  const { status, headers, body, error } = answer;
  return { status, headers, body: body === '' && error !== undefined ? error : body };
}

function scheduleRetry(state: EngineState, delivery: Delivery, answer: Answer, now: number): void {
  const delay = retryDelay({
    retried: delivery.tried - 1,
    expression: delivery.config.retryDelay,
    headers: answer.headers,
    now,
  });
  state.timeline.add({
    ...subjectOf(delivery),
    at: now,
    type: 'retry-scheduled',
    attempt: delivery.tried + 1,
    status: answer.status,
    stepName: answer.headers['upstash-error-step-name'],
    dueAt: now + delay,
    detail: reasonOf(answer),
  });
  scheduleAgain(state, delivery, now + delay, now);
}

function recordAttempt(
  state: EngineState,
  delivery: Delivery,
  answer: Answer,
  now: number,
): Attempt {
  const isFailure = answer.status < 200 || answer.status >= 300;
  // Good answers carry nothing that anyone reads; a thousand runs need not keep them.
  const isKept = isFailure || delivery.kind === 'failure-callback';
  const attempt: Attempt = {
    order: delivery.startOrder,
    at: delivery.startedAt,
    endedAt: now,
    status: answer.status,
    error: answer.error,
    body: isKept ? answer.body : '',
    headers: isKept ? answer.headers : NO_HEADERS,
    fault: answer.fault,
  };
  delivery.note(attempt);
  state.timeline.add({
    ...subjectOf(delivery),
    at: now,
    type: 'answered',
    attempt: delivery.tried,
    status: answer.status,
    stepName: answer.headers['upstash-error-step-name'],
    detail: reasonOf(answer),
  });
  return attempt;
}

const NO_HEADERS: Readonly<Record<string, string>> = {};
