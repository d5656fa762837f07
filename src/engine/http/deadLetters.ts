import type { DeadLetter } from '../entities.js';
import { retryMessage } from '../retryMessage.js';
import { failure } from './call.js';
import type { Call } from './call.js';
import * as failedRuns from './failedRuns.js';
import { inOrder, pageOf, queryFilter, valuesOf } from './filter.js';
import { messageFields, messageFilterFields, responseFields } from './messageView.js';
import type { ApiResponse } from './server.js';

/** Dead letters in an answer, or handled by one request, when it does not say how many. */
const PAGE = { count: 100, id: ({ id }: DeadLetter) => id };

/** `GET /v2/dlq`: plain messages that failed; with `source=workflow` runs, which is how the SDK lists them. */
export function list(call: Call): ApiResponse {
  if (call.query.get('source') === 'workflow') return failedRuns.list(call);
  const letters = inOrder(matching(call), call.query, 'earliestFirst');
  const { page, cursor } = pageOf(letters, call.query, PAGE);
  return { status: 200, body: { messages: page.map(view), cursor } };
}

/** `GET /v2/dlq/{dlqId}`. */
export function get(call: Call): ApiResponse {
  return one(call, (letter) => ({ status: 200, body: view(letter) }));
}

/** `DELETE /v2/dlq/{dlqId}`. */
export function remove(call: Call): ApiResponse {
  return one(call, ({ id }) => {
    call.runner.state.deadLetters.delete(id);
    return { status: 200, body: undefined };
  });
}

/** `DELETE /v2/dlq`. */
export function removeAll(call: Call): ApiResponse {
  const { chosen, cursor } = choose(call);
  for (const { id } of chosen) call.runner.state.deadLetters.delete(id);
  return { status: 200, body: { deleted: chosen.length, cursor } };
}

/** `POST /v2/dlq/retry/{dlqId}`. */
export function retry(call: Call): ApiResponse {
  return one(call, (letter) => ({ status: 200, body: again(call, letter) }));
}

/** `POST /v2/dlq/retry`. */
export function retryAll(call: Call): ApiResponse {
  const { chosen, cursor } = choose(call);
  return { status: 200, body: { responses: chosen.map((letter) => again(call, letter)), cursor } };
}

/** The dead letter goes as its message is sent again. */
function again({ runner, request }: Call, letter: DeadLetter) {
  const { state, clock } = runner;
  state.deadLetters.delete(letter.id);
  const { messageId } = retryMessage(state, letter.delivery, request.headers, clock.now());
  return { messageId };
}

function one(call: Call, act: (letter: DeadLetter) => ApiResponse): ApiResponse {
  const id = call.params['id'] ?? '';
  const letter = call.runner.state.deadLetters.get(id);
  if (letter === undefined || letter.run !== undefined) return failure(404, `dlq ${id} not found`);
  return act(letter);
}

/** What a request for several is about; a cursor says that more remain, and it is enough to ask again. */
function choose(call: Call) {
  const rest = new URLSearchParams(call.query);
  rest.delete('cursor');
  const { page, cursor } = pageOf(matching(call), rest, PAGE);
  return { chosen: page, cursor };
}

function matching({ runner, query }: Call): readonly DeadLetter[] {
  const ids = valuesOf(query, 'dlqIds');
  const isChosen = queryFilter(query);
  return [...runner.state.deadLetters.values()].filter((letter) => {
    if (letter.run !== undefined) return false;
    if (ids.length > 0) return ids.includes(letter.id);
    const { fields } = messageFilterFields(letter.delivery);
    const responseStatus = String(letter.attempt.status);
    return isChosen({ at: letter.at, fields: { ...fields, responseStatus } });
  });
}

/** Shape: `@upstash/qstash`, `src/client/dlq.ts`, `DlqMessage`. */
function view({ id, delivery, attempt }: DeadLetter) {
  return { ...messageFields(delivery), dlqId: id, ...responseFields(attempt) };
}
