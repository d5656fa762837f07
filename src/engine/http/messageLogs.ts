import { base64Of } from '../body.js';
import { DEFAULT_RETRIES, readConfig } from '../config.js';
import type { CallbackConfig } from '../config.js';
import type { Attempt, Delivery } from '../entities.js';
import { shownHeaders, shownText } from '../redaction.js';
import type { TimelineEvent } from '../timelineEvent.js';
import type { Call } from './call.js';
import { countOf, inOrder, queryFilter, valuesOf } from './filter.js';
import { messageFields, messageFilterFields } from './messageView.js';
import type { ApiResponse } from './server.js';

/** Events in an answer, when the request does not say how many. */
const DEFAULT_COUNT = 100;

/**
 * `GET /v2/events` and `/v2/logs`: what happened to plain messages, newest first, as far as the timeline reaches back.
 *
 * The cursor is the number of events already read. They are `events` for `@upstash/qstash` (`src/client/client.ts`) and
 * `logs` in https://upstash.com/docs/qstash/openapi.yaml.
 */
export function listLogs(call: Call): ApiResponse {
  const { query, runner } = call;
  const logs = inOrder(runner.state.timeline.events.flatMap(readLogs(call)), query, 'latestFirst');
  const from = Number(query.get('cursor') ?? 0);
  const to = from + countOf(query, DEFAULT_COUNT);
  const cursor = to < logs.length ? String(to) : undefined;
  const page = logs.slice(from, to).map(view);
  return { status: 200, body: { events: page, logs: page, cursor } };
}

interface MessageLog {
  readonly message: Delivery;
  readonly event: TimelineEvent;
  readonly state: State;
}

function readLogs({ runner, query }: Call): (event: TimelineEvent) => readonly MessageLog[] {
  const { messages } = runner.state;
  const isChosen = queryFilter(query);
  const ids = valuesOf(query, 'messageIds');
  return (event) => {
    const message = messages.get(event.messageId ?? '');
    const state = stateOf(event);
    if (message === undefined || state === undefined) return [];
    if (ids.length > 0 && !ids.includes(message.messageId)) return [];
    const { fields } = messageFilterFields(message);
    const isWanted = isChosen({ at: event.at, fields: { ...fields, state: namesOf(state) } });
    return isWanted ? [{ message, event, state }] : [];
  };
}

/**
 * Words of `@upstash/qstash`, `src/client/types.ts`, `State`.
 *
 * The documentation writes `CANCELLED`, and has a `CANCEL_REQUESTED` before it; here a message is canceled at once.
 */
type State = 'CREATED' | 'ACTIVE' | 'DELIVERED' | 'ERROR' | 'RETRY' | 'FAILED' | 'CANCELED';

function stateOf({ type, status = 0 }: TimelineEvent): State | undefined {
  switch (type) {
    case 'published':
      return 'CREATED';
    case 'delivered':
      return 'ACTIVE';
    case 'answered':
      return status >= 200 && status < 300 ? 'DELIVERED' : 'ERROR';
    case 'retry-scheduled':
      return 'RETRY';
    case 'delivery-failed':
      return 'FAILED';
    case 'delivery-dropped':
      return 'CANCELED';
    default:
      return undefined;
  }
}

/** All names by which logs of a state can be asked for. */
function namesOf(state: State): readonly string[] {
  switch (state) {
    case 'ACTIVE':
    case 'RETRY':
    case 'ERROR':
      return [state, 'IN_PROGRESS'];
    case 'CANCELED':
      return [state, 'CANCELLED'];
    case 'CREATED':
    case 'DELIVERED':
    case 'FAILED':
      return [state];
  }
}

/** Shapes: `@upstash/qstash`, `src/client/types.ts`, `Log`; https://upstash.com/docs/qstash/openapi.yaml, `LogEntry`. */
function view({ message, event, state }: MessageLog) {
  const { messageId, url, header, label, labels } = messageFields(message);
  const { config } = message;
  return {
    time: event.at,
    state,
    messageId,
    url,
    method: message.method,
    header,
    // Always in base64, unlike elsewhere.
    body: shownText(base64Of(message.body), message.redaction),
    label,
    labels,
    queueName: message.slot?.queue.name,
    scheduleId: message.scheduleId,
    topicName: message.group?.topicName,
    endpointName: message.group?.endpointName,
    timeout: config.timeoutMs,
    maxRetries: config.retries ?? DEFAULT_RETRIES,
    retryDelayExpression: config.retryDelay,
    callback: config.callback?.url,
    callbackHeaders: callbackHeaders(config.callback),
    failureCallback: config.failureCallback?.url,
    failureCallbackHeaders: callbackHeaders(config.failureCallback),
    error: state === 'ERROR' || state === 'FAILED' ? event.detail : undefined,
    nextDeliveryTime: event.dueAt,
    ...(state === 'ERROR' ? response(event, message.attempts[(event.attempt ?? 0) - 1]) : {}),
  };
}

function callbackHeaders(callback: CallbackConfig | undefined) {
  return callback === undefined ? undefined : shownHeaders(readConfig(callback.headers).forward);
}

function response({ status }: TimelineEvent, attempt: Attempt | undefined) {
  return {
    responseStatus: status,
    responseBody: attempt === undefined ? undefined : base64Of(attempt.body),
    responseHeaders: attempt === undefined ? undefined : shownHeaders(attempt.headers),
  };
}
