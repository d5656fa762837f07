import { z } from 'zod';
import { accept } from '../accept.js';
import type { Accepted } from '../accepted.js';
import { startOverRest } from '../startOverRest.js';
import type { Message } from '../message.js';
import { sentStep } from '../ownAppend.js';
import { allEndpoints } from '../urlGroups.js';
import { failure, jsonBody } from './call.js';
import type { Call } from './call.js';
import { refuseHost } from './hosts.js';
import type { ApiResponse } from './server.js';

const batchSchema = z.array(
  z.object({
    destination: z.string(),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.string().default(''),
    queue: z.string().optional(),
  }),
);

/** `POST /v2/batch`: triggers and all steps of the SDK come here. */
export function batch(call: Call): ApiResponse {
  const messages = readBatch(call);
  if (!Array.isArray(messages)) return messages;
  const outcome = take(call, messages);
  return outcome.ok ? { status: 200, body: outcome.accepted } : outcome.response;
}

/** `POST /v2/publish/{destination}`. */
export function publish(call: Call): ApiResponse {
  return sendSingle(call, readSingle(call));
}

/** `POST /v2/enqueue/{queue}/{destination}`; the queue is made when there is none of that name. */
export function enqueue(call: Call): ApiResponse {
  return sendSingle(call, { ...readSingle(call), queueName: call.params['queue'] });
}

/** `POST /v2/trigger/{url}`: starts a run over REST. */
export function trigger(call: Call): ApiResponse {
  const outcome = takeRest(call, [readSingle(call)]);
  return outcome.ok ? { status: 201, body: outcome.accepted[0] } : outcome.response;
}

/** `POST /v2/batch/trigger`. */
export function batchTrigger(call: Call): ApiResponse {
  const messages = readBatch(call);
  if (!Array.isArray(messages)) return messages;
  const outcome = takeRest(call, messages);
  return outcome.ok ? { status: 201, body: outcome.accepted } : outcome.response;
}

/** The destination is the rest of the target, its query included. */
export function readSingle({ rest, query, request }: Call): Message {
  const written = rest.startsWith('http') && rest.includes('://') ? rest : decodeURIComponent(rest);
  const destination = query.size > 0 ? `${written}?${query.toString()}` : written;
  return { destination, headers: request.headers, body: request.body };
}

/** A duplicate is 202, and a URL group has an answer for each of its endpoints. */
function sendSingle(call: Call, message: Message): ApiResponse {
  const outcome = take(call, [message]);
  if (!outcome.ok) return outcome.response;
  const isGroup = call.runner.state.urlGroups.has(message.destination);
  if (isGroup) return { status: 200, body: outcome.accepted };
  const accepted = outcome.accepted[0];
  return { status: accepted?.deduplicated === true ? 202 : 200, body: accepted };
}

/** Runs that are started over REST are answered with their ids. */
function takeRest(call: Call, messages: readonly Message[]): Outcome {
  const { state } = call.runner;
  return take(
    call,
    messages.map((message) => startOverRest(state, message)),
  );
}

type Outcome =
  | { readonly ok: true; readonly accepted: readonly Accepted[] }
  | { readonly ok: false; readonly response: ApiResponse };

function take(call: Call, given: readonly Message[]): Outcome {
  const messages = given.flatMap((message) => allEndpoints(call.runner.state, message));
  const refusal = messages.map((message) => refuse(call, message)).find(Boolean);
  if (refusal !== undefined) return { ok: false, response: refusal };
  const outcome = accept(call.runner.state, messages, call.runner.clock.now());
  return outcome.ok ? outcome : { ok: false, response: failure(outcome.status, outcome.error) };
}

function refuse(call: Call, message: Message): ApiResponse | undefined {
  const sent = sentStep(message);
  const refused = sent && call.runner.refusedAppend(sent.runId, sent.step);
  if (refused !== undefined) return failure(refused, 'fault: the append was refused');
  const { headers, destination } = message;
  return refuseHost(call, [
    destination,
    headers['upstash-callback'],
    headers['upstash-failure-callback'],
  ]);
}

function readBatch(call: Call): Message[] | ApiResponse {
  const parsed = batchSchema.safeParse(jsonBody(call));
  if (!parsed.success) return failure(400, `invalid batch: ${z.prettifyError(parsed.error)}`);
  return parsed.data.map((item) => ({
    destination: item.destination,
    headers: lowerCase(item.headers),
    body: item.body,
    queueName: item.queue,
  }));
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
