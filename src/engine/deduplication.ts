import { createHash } from 'node:crypto';
import type { Accepted } from './accepted.js';
import { base64Of } from './body.js';
import type { DeliveryConfig } from './config.js';
import type { Message } from './message.js';
import type { EngineState } from './state.js';

/** How long the same message counts as a duplicate. Source: https://upstash.com/docs/qstash/features/deduplication */
export const DEDUPLICATION_MS = 10 * 60_000;

/**
 * What tells a message from others: the id it names, or its destination, body, content type and forwarded headers.
 *
 * `undefined` when the message does not ask for it.
 */
export function deduplicationId(message: Message, config: DeliveryConfig): string | undefined {
  const id = message.headers['upstash-deduplication-id'];
  if (id !== undefined) return `id:${id}`;
  if (message.headers['upstash-content-based-deduplication'] !== 'true') return undefined;
  const headers = Object.entries(config.forward).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const content = JSON.stringify([message.destination, base64Of(message.body), headers]);
  return `content:${createHash('sha256').update(content).digest('hex')}`;
}

/** The answer to the message that had the same id within the last ten minutes. */
export function findDuplicate(state: EngineState, id: string, now: number): Accepted | undefined {
  const known = state.deduplication.get(id);
  if (known === undefined || now - known.at >= DEDUPLICATION_MS) return undefined;
  return { ...known.accepted, deduplicated: true };
}

/** Remembers an id, and forgets on the way what is too old to count, or too much to keep; the oldest come first. */
export function rememberId(state: EngineState, id: string, accepted: Accepted, now: number): void {
  for (const [known, { at }] of state.deduplication) {
    const isFull = state.deduplication.size >= state.limits.pendingMessages;
    if (!isFull && now - at < DEDUPLICATION_MS) break;
    state.deduplication.delete(known);
  }
  // A new place at the end: the order of the map is that of time.
  state.deduplication.delete(id);
  state.deduplication.set(id, { at: now, accepted });
}
