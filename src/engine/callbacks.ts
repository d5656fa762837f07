import { base64Of } from './body.js';
import type { Body } from './body.js';
import { DEFAULT_RETRIES, keepConfig, keepsConfig, readConfig } from './config.js';
import type { CallbackConfig, DeliveryConfig } from './config.js';
import { createDelivery, dueAt } from './createDelivery.js';
import type { Delivery, Run, RunFailure } from './entities.js';
import { rememberMessage } from './messages.js';
import { shownHeaders } from './redaction.js';
import { schedule } from './schedule.js';
import { nextId } from './state.js';
import type { EngineState } from './state.js';

/** What a callback tells of an answer. */
export interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

/** Sends the answer of a call, or of a plain message, to whoever asked for it. */
export function sendCallback(
  state: EngineState,
  delivery: Delivery,
  told: Told,
  now: number,
): void {
  const { callback } = delivery.config;
  if (callback === undefined) return;
  send(state, { kind: 'callback', callback, delivery, body: tell(delivery, told), now });
}

/** Sends the news that a plain message has failed for good. */
export function sendFailureCallback(
  state: EngineState,
  delivery: Delivery,
  told: Told & { readonly dlqId: string },
  now: number,
): void {
  const callback = delivery.config.failureCallback;
  if (callback === undefined) return;
  const body = { ...tell(delivery, told), dlqId: told.dlqId };
  send(state, { kind: 'failure-callback', callback, delivery, body, now });
}

/**
 * Sends the news that a run has failed. The first time the failed delivery says how; a repetition, what it said then.
 *
 * Shape: SDK `src/workflow-parser.ts`, `handleFailure`.
 */
export function sendRunFailure(
  state: EngineState,
  run: Run,
  failure: RunFailure,
  callback: CallbackConfig,
  now: number,
): void {
  const body = {
    status: failure.status,
    header: shownHeaders(failure.headers),
    body: base64Of(failure.body),
    url: run.url,
    method: 'POST',
    sourceBody: base64Of(run.payload),
    sourceHeader: shownHeaders(run.config.forward),
    workflowRunId: run.id,
    workflowCreatedAt: run.createdAt,
    retried: failure.retried,
    maxRetries: failure.maxRetries,
    dlqId: failure.dlqId,
  };
  run.failureCallback = createDelivery({
    messageId: nextId(state, 'msg'),
    kind: 'failure-callback',
    url: callback.url,
    method: callback.headers['upstash-method'] ?? 'POST',
    run,
    body: JSON.stringify(body),
    config: callbackConfig(callback, undefined, run.config.retries),
    createdAt: now,
  });
  schedule(state, run.failureCallback, dueAt(callback.headers, now), now);
}

function send(
  state: EngineState,
  options: {
    readonly kind: 'callback' | 'failure-callback';
    readonly callback: CallbackConfig;
    readonly delivery: Delivery;
    readonly body: object;
    readonly now: number;
  },
): void {
  const { callback, delivery, now } = options;
  const sent = createDelivery({
    messageId: nextId(state, 'msg'),
    kind: options.kind,
    url: callback.url,
    method: callback.headers['upstash-method'] ?? 'POST',
    run: delivery.run,
    body: JSON.stringify(options.body),
    config: callbackConfig(callback, delivery.run, delivery.config.retries),
    labels: delivery.labels,
    redaction: delivery.redaction,
    slot: delivery.slot,
    createdAt: now,
  });
  if (delivery.run === undefined) rememberMessage(state, sent);
  else delivery.run.calls = [...delivery.run.calls, sent];
  schedule(state, sent, dueAt(callback.headers, now), now);
}

/**
 * A callback is configured by headers of its own, completed by its run's configuration where the run keeps it. The
 * header by which the SDK knows a delivery of the list is not passed on: a callback's body is no list.
 *
 * Where nothing is said, "callbacks will use the retry setting from the original request"
 * (https://upstash.com/docs/qstash/openapi.yaml). The callback of a `context.call` is an exception: the SDK makes calls
 * without retries by default, and the answer must not be lost with them.
 */
function callbackConfig(
  callback: CallbackConfig,
  run: Run | undefined,
  retries: number | undefined,
): DeliveryConfig {
  const own = readConfig(callback.headers);
  const isKept = run !== undefined && (run.keepsConfig || keepsConfig(callback.headers));
  const config = isKept ? keepConfig(run.config, own) : own;
  const forward: Record<string, string> = { ...config.forward, 'content-type': 'application/json' };
  delete forward['upstash-workflow-sdk-version'];
  return {
    ...config,
    retries: config.retries ?? (run === undefined ? retries : undefined),
    forward,
  };
}

/** Shape: https://upstash.com/docs/qstash/features/callbacks. */
function tell(delivery: Delivery, told: Told): object {
  return {
    status: told.status,
    header: shownHeaders(told.headers),
    body: base64Of(told.body),
    retried: delivery.tried - 1,
    maxRetries: delivery.config.retries ?? DEFAULT_RETRIES,
    sourceMessageId: delivery.messageId,
    url: delivery.url,
    method: delivery.method,
    sourceHeader: shownHeaders(delivery.config.forward),
    sourceBody: base64Of(delivery.body),
    notBefore: delivery.dueAt,
    createdAt: delivery.createdAt,
    scheduleId: delivery.scheduleId,
  };
}
