import { z } from 'zod';
import { cancelMessage } from '../cancelMessage.js';
import type { Queue } from '../entities.js';
import { upsertQueue } from '../queues.js';
import { failure, jsonBody } from './call.js';
import type { Call } from './call.js';
import type { ApiResponse } from './server.js';

const queueSchema = z.object({
  queueName: z.string().regex(/^[a-zA-Z0-9\-_.]+$/),
  parallelism: z.int().positive().default(1),
  paused: z.boolean().optional(),
});

/** `POST /v2/queues`. */
export function upsert(call: Call): ApiResponse {
  const { state, clock } = call.runner;
  const parsed = queueSchema.safeParse(jsonBody(call));
  if (!parsed.success) return failure(400, `invalid queue: ${z.prettifyError(parsed.error)}`);
  const { queueName: name, parallelism, paused: isPaused } = parsed.data;
  if (state.queues.size >= state.limits.names && !state.queues.has(name)) {
    return failure(412, `over the limit of ${state.limits.names} queues`);
  }
  upsertQueue(state, { name, parallelism, isPaused, now: clock.now() });
  return { status: 200, body: undefined };
}

/** `GET /v2/queues`. */
export function list({ runner }: Call): ApiResponse {
  return { status: 200, body: [...runner.state.queues.values()].map(view) };
}

/** `GET /v2/queues/{name}`. */
export function get(call: Call): ApiResponse {
  return one(call, (queue) => ({ status: 200, body: view(queue) }));
}

/** `DELETE /v2/queues/{name}`: its waiting messages go with it. */
export function remove(call: Call): ApiResponse {
  const { state, clock } = call.runner;
  return one(call, (queue) => {
    state.queues.delete(queue.name);
    queue.isPaused = true;
    for (const message of queue.waiting.slice()) cancelMessage(state, message, clock.now());
    return { status: 200, body: undefined };
  });
}

/** `POST /v2/queues/{name}/pause`. */
export function pause(call: Call): ApiResponse {
  return setPaused(call, true);
}

/** `POST /v2/queues/{name}/resume`. */
export function resume(call: Call): ApiResponse {
  return setPaused(call, false);
}

function setPaused(call: Call, isPaused: boolean): ApiResponse {
  return one(call, ({ name }) => {
    upsertQueue(call.runner.state, { name, isPaused, now: call.runner.clock.now() });
    return { status: 200, body: undefined };
  });
}

function one(call: Call, act: (queue: Queue) => ApiResponse): ApiResponse {
  const name = call.params['name'] ?? '';
  const queue = call.runner.state.queues.get(name);
  return queue === undefined ? failure(404, `queue ${name} not found`) : act(queue);
}

/** Shape: `@upstash/qstash`, `src/client/queue.ts`, `QueueResponse`. */
function view(queue: Queue) {
  return {
    name: queue.name,
    createdAt: queue.createdAt,
    updatedAt: queue.updatedAt,
    parallelism: queue.parallelism,
    paused: queue.isPaused,
    lag: queue.waiting.length + queue.active,
  };
}
