import type { Accepted } from './accepted.js';
import { readConfig } from './config.js';
import { createDelivery, dueAt } from './createDelivery.js';
import { deduplicationId, findDuplicate, rememberId } from './deduplication.js';
import { labelsOf } from './message.js';
import type { Message } from './message.js';
import { rememberMessage } from './messages.js';
import { createSlot, upsertQueue } from './queues.js';
import { parseRedaction } from './redaction.js';
import { schedule } from './schedule.js';
import { nextId } from './state.js';
import type { EngineState } from './state.js';

/** Takes in a message that belongs to no run, unless it is a duplicate. */
export function acceptPlain(state: EngineState, message: Message, now: number): Accepted {
  const config = readConfig(message.headers);
  const id = deduplicationId(message, config);
  const duplicate = id === undefined ? undefined : findDuplicate(state, id, now);
  if (duplicate !== undefined) {
    state.timeline.add({ at: now, type: 'deduplicated', messageId: duplicate.messageId });
    return { ...duplicate, url: message.destination };
  }
  const { headers, queueName } = message;
  const delivery = createDelivery({
    messageId: nextId(state, 'msg'),
    kind: 'plain',
    url: message.destination,
    method: headers['upstash-method'] ?? 'POST',
    body: message.body,
    config,
    labels: labelsOf(message),
    redaction: parseRedaction(headers['upstash-redact-fields']),
    scheduleId: headers['upstash-schedule-id'],
    group: message.group,
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
  const accepted = { messageId, url: message.destination };
  if (id !== undefined) rememberId(state, id, accepted, now);
  return accepted;
}
