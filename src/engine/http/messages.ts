import { z } from 'zod';
import { accept } from '../accept.js';
import type { Accepted } from '../accept.js';
import { parseStep } from '../append.js';
import { startOverRest } from '../startOverRest.js';
import { purposeOf } from '../message.js';
import type { Message } from '../message.js';
import { failure } from './call.js';
import type { Call } from './call.js';
import { isLoopback } from './server.js';
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
  return Array.isArray(messages) ? send(call, messages, 200) : messages;
}

/** `POST /v2/publish/{url}`. */
export function publish(call: Call): ApiResponse {
  const response = send(call, [readSingle(call)], 200);
  return response.status === 200 && Array.isArray(response.body)
    ? { status: 200, body: response.body[0] }
    : response;
}

/** `POST /v2/trigger/{url}`: starts a run over REST. */
export function trigger(call: Call): ApiResponse {
  const response = sendRest(call, [readSingle(call)]);
  return response.status === 201 && Array.isArray(response.body)
    ? { status: 201, body: response.body[0] }
    : response;
}

/** `POST /v2/batch/trigger`. */
export function batchTrigger(call: Call): ApiResponse {
  const messages = readBatch(call);
  return Array.isArray(messages) ? sendRest(call, messages) : messages;
}

function sendRest(call: Call, messages: readonly Message[]): ApiResponse {
  const { state } = call.runner;
  const response = send(
    call,
    messages.map((message) => startOverRest(state, message)),
    201,
  );
  return response;
}

function send(call: Call, messages: readonly Message[], status: number): ApiResponse {
  const refusal = messages.map((message) => refuse(call, message)).find(Boolean);
  if (refusal !== undefined) return refusal;
  const outcome = accept(call.runner.state, messages, call.runner.clock.now());
  if (!outcome.ok) return failure(outcome.status, outcome.error);
  const body: readonly Accepted[] = outcome.accepted;
  return { status, body };
}

function refuse(call: Call, message: Message): ApiResponse | undefined {
  const purpose = purposeOf(message);
  const refused =
    purpose.kind === 'step'
      ? call.runner.refusedAppend(purpose.runId, parseStep(message.body))
      : undefined;
  if (refused !== undefined) return failure(refused, 'fault: the append was refused');
  if (!URL.canParse(message.destination)) return undefined;
  const { host, hostname } = new URL(message.destination);
  if (isLoopback(host) || call.options.allowHosts.includes(hostname)) return undefined;
  return failure(403, `the local engine delivers to loopback only, not to ${hostname}`);
}

function readBatch(call: Call): Message[] | ApiResponse {
  const parsed = batchSchema.safeParse(parseJson(call.request.body));
  if (!parsed.success) return failure(400, `invalid batch: ${z.prettifyError(parsed.error)}`);
  return parsed.data.map((item) => ({
    destination: item.destination,
    headers: lowerCase(item.headers),
    body: item.body,
  }));
}

/** The destination is the rest of the target, its query included. */
function readSingle(call: Call): Message {
  const { rest, query, request } = call;
  const written = rest.startsWith('http') && rest.includes('://') ? rest : decodeURIComponent(rest);
  const destination = query.size > 0 ? `${written}?${query.toString()}` : written;
  return { destination, headers: request.headers, body: request.body };
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
