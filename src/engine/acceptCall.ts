import type { Accepted } from './accepted.js';
import { readConfig } from './config.js';
import { createDelivery, dueAt } from './createDelivery.js';
import type { Message } from './message.js';
import { schedule } from './schedule.js';
import { runInProgress } from './startRun.js';
import { nextId } from './state.js';
import type { EngineState } from './state.js';

/** Takes in the request of a `context.call`; its callback brings the answer back to the run. */
export function acceptCall(
  state: EngineState,
  message: Message,
  runId: string,
  now: number,
): Accepted {
  const run = runInProgress(state, runId);
  const delivery = createDelivery({
    messageId: nextId(state, 'msg'),
    kind: 'call',
    url: message.destination,
    method: message.headers['upstash-method'] ?? 'GET',
    run,
    body: message.body,
    config: readConfig(message.headers),
    createdAt: now,
  });
  run.calls = [...run.calls, delivery];
  state.timeline.add({
    at: now,
    type: 'published',
    runId,
    messageId: delivery.messageId,
    path: delivery.path,
    label: run.labels[0],
  });
  schedule(state, delivery, dueAt(message.headers, now), now);
  return { messageId: delivery.messageId, url: message.destination };
}
