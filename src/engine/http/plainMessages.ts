import { cancelMessage } from '../cancelMessage.js';
import { isOver } from '../messages.js';
import { failure } from './call.js';
import type { Call } from './call.js';
import { queryFilter, valuesOf } from './filter.js';
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
    body: { cancelled: cancelMessage(runner.state, message, runner.clock.now()) ? 1 : 0 },
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
  const dropped = chosen.filter((message) =>
    cancelMessage(runner.state, message, runner.clock.now()),
  );
  return { status: 200, body: { cancelled: dropped.length } };
}
