import { base64Of } from '../body.js';
import type { Delivery } from '../entities.js';
import { isOver } from '../messages.js';
import { shownText } from '../redaction.js';
import { drop } from '../schedule.js';
import type { TimelineEvent } from '../timelineEvent.js';
import { failure } from './call.js';
import type { Call } from './call.js';
import { countOf, queryFilter, valuesOf } from './filter.js';
import { messageFields, messageFilterFields } from './messageView.js';
import type { ApiResponse } from './server.js';

/** `GET /v2/messages/{messageId}`: a message on its way; one that is done is 404. */
export function get({ runner, params }: Call): ApiResponse {
  const id = params['id'] ?? '';
  const message = runner.state.messages.get(id);
  if (message === undefined || isOver(message)) return failure(404, `message ${id} not found`);
  return { status: 200, body: messageFields(message) };
}

/** `DELETE /v2/messages/{messageId}`: cancels a message; one that is with its endpoint goes on. */
export function cancel({ runner, params }: Call): ApiResponse {
  const id = params['id'] ?? '';
  const message = runner.state.messages.get(id);
  if (message === undefined || isOver(message)) return failure(404, `message ${id} not found`);
  return {
    status: 200,
    body: { cancelled: drop(runner.state, message, runner.clock.now()) ? 1 : 0 },
  };
}

/**
 * `DELETE /v2/messages`: cancels messages by id, or all that match a filter; a count is ignored, as in
 * `@upstash/qstash`, `src/client/messages.ts`.
 */
export function cancelAll({ runner, query }: Call): ApiResponse {
  const ids = valuesOf(query, 'messageIds');
  const isChosen = queryFilter(query);
  const open = [...runner.state.messages.values()].filter((message) => !isOver(message));
  const chosen =
    ids.length > 0
      ? open.filter(({ messageId }) => ids.includes(messageId))
      : open.filter((message) => isChosen(messageFilterFields(message)));
  const dropped = chosen.filter((message) => drop(runner.state, message, runner.clock.now()));
  return { status: 200, body: { cancelled: dropped.length } };
}

/** Events in an answer, when the request does not say how many. */
const DEFAULT_EVENTS = 100;

/**
 * `GET /v2/events` and `/v2/logs`: what happened to plain messages, newest first, as far as the timeline reaches back.
 *
 * The cursor is the number of events already read.
 */
export function listEvents({ runner, query }: Call): ApiResponse {
  const { messages, timeline } = runner.state;
  const isChosen = queryFilter(query);
  const ids = valuesOf(query, 'messageIds');
  const events = timeline.events.toReversed().flatMap((event) => {
    const message = messages.get(event.messageId ?? '');
    const state = stateOf(event);
    if (message === undefined || state === undefined) return [];
    if (ids.length > 0 && !ids.includes(message.messageId)) return [];
    const { fields } = messageFilterFields(message);
    return isChosen({ at: event.at, fields: { ...fields, state } })
      ? [view(message, event, state)]
      : [];
  });
  const from = Number(query.get('cursor') ?? 0);
  const to = from + countOf(query, DEFAULT_EVENTS);
  const cursor = to < events.length ? String(to) : undefined;
  return { status: 200, body: { events: events.slice(from, to), cursor } };
}

/** Words of `@upstash/qstash`, `src/client/types.ts`, `State`. */
function stateOf({ type, status = 0 }: TimelineEvent): string | undefined {
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

/** Shape: `@upstash/qstash`, `src/client/types.ts`, `Log`. */
function view(message: Delivery, event: TimelineEvent, state: string) {
  const { messageId, url, header, label, labels } = messageFields(message);
  return {
    time: event.at,
    state,
    messageId,
    url,
    header,
    // Always in base64, unlike elsewhere. Source: https://upstash.com/docs/qstash/openapi.yaml, `Log`.
    body: shownText(base64Of(message.body), message.redaction),
    label,
    labels,
    queueName: message.slot?.queue.name,
    scheduleId: message.scheduleId,
    topicName: message.group?.topicName,
    endpointName: message.group?.endpointName,
    error: state === 'ERROR' || state === 'FAILED' ? event.detail : undefined,
    nextDeliveryTime: event.dueAt,
    responseStatus: event.status,
  };
}
