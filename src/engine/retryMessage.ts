import { readConfig } from './config.js';
import type { Headers } from './config.js';
import { createDelivery, dueAt } from './createDelivery.js';
import type { Delivery } from './entities.js';
import { rememberMessage } from './messages.js';
import { createSlot, upsertQueue } from './queues.js';
import { schedule } from './schedule.js';
import { nextId } from './state.js';
import type { EngineState } from './state.js';

/**
 * Sends a message that has failed for good once more, as a new message; `headers` change how it is delivered.
 *
 * Source: https://upstash.com/docs/qstash/openapi.yaml, `POST /v2/dlq/retry`.
 */
export function retryMessage(
  state: EngineState,
  failed: Delivery,
  headers: Headers,
  now: number,
): Delivery {
  const own = readConfig(headers);
  const queueName = failed.slot?.queue.name;
  const delivery = createDelivery({
    kind: failed.kind,
    url: failed.url,
    method: failed.method,
    body: failed.body,
    labels: failed.labels,
    redaction: failed.redaction,
    scheduleId: failed.scheduleId,
    group: failed.group,
    messageId: nextId(state, 'msg'),
    config: {
      ...failed.config,
      retries: own.retries ?? failed.config.retries,
      retryDelay: own.retryDelay ?? failed.config.retryDelay,
      flowControl: own.flowControl ?? failed.config.flowControl,
    },
    slot:
      queueName === undefined
        ? undefined
        : createSlot(upsertQueue(state, { name: queueName, now })),
    createdAt: now,
  });
  rememberMessage(state, delivery);
  const { messageId, path, labels } = delivery;
  state.timeline.add({ at: now, type: 'published', messageId, path, label: labels[0] });
  schedule(state, delivery, dueAt(headers, now), now);
  return delivery;
}
