import { parseDuration } from './durations.js';
import type { Delivery } from './entities.js';

/** What has to be said of a delivery; the rest has defaults. */
export type DeliveryParts = Pick<Delivery, 'messageId' | 'kind' | 'url' | 'config' | 'createdAt'> &
  Partial<
    Pick<
      Delivery,
      'method' | 'run' | 'prefix' | 'body' | 'labels' | 'redaction' | 'scheduleId' | 'slot'
    >
  >;

export function createDelivery(parts: DeliveryParts): Delivery {
  return {
    messageId: parts.messageId,
    kind: parts.kind,
    url: parts.url,
    method: parts.method ?? 'POST',
    path: parts.run?.url === parts.url ? parts.run.path : new URL(parts.url).pathname,
    run: parts.run,
    prefix: parts.prefix ?? 0,
    body: parts.body ?? '',
    config: parts.config,
    labels: parts.labels ?? parts.run?.labels ?? NO_LABELS,
    redaction: parts.redaction ?? parts.run?.redaction,
    scheduleId: parts.scheduleId,
    slot: parts.slot,
    createdAt: parts.createdAt,
    isDuplicate: false,
    attempts: [],
    state: 'scheduled',
    startedAt: 0,
    startOrder: 0,
    dueAt: parts.createdAt,
  };
}

const NO_LABELS: readonly string[] = [];

/**
 * When a message with these headers goes out. `Upstash-Not-Before` (seconds) takes precedence over `Upstash-Delay`.
 *
 * Source: https://upstash.com/docs/qstash/openapi.yaml, `POST /v2/publish`.
 */
export function dueAt(headers: Readonly<Record<string, string>>, now: number): number {
  const notBefore = Number(headers['upstash-not-before']);
  if (Number.isFinite(notBefore)) return Math.max(now, notBefore * 1_000);
  return now + (parseDuration(headers['upstash-delay'] ?? '') ?? 0);
}
