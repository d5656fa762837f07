import { parseDuration } from './durations.js';
import type { Delivery, DeliveryTarget } from './entities.js';
import { KeptDelivery } from './keptDelivery.js';

/** What has to be said of a delivery; the rest has defaults. */
export type DeliveryParts = Pick<Delivery, 'messageId' | 'kind' | 'url' | 'config' | 'createdAt'> &
  Partial<
    Pick<
      Delivery,
      | 'method'
      | 'run'
      | 'prefix'
      | 'body'
      | 'labels'
      | 'redaction'
      | 'scheduleId'
      | 'group'
      | 'slot'
    >
  >;

export function createDelivery(parts: DeliveryParts): Delivery {
  const { run } = parts;
  if (parts.kind !== 'workflow' || run === undefined) {
    return new KeptDelivery(parts, targetOf(parts));
  }
  run.target ??= targetOf(parts);
  return new KeptDelivery(parts, run.target);
}

function targetOf(parts: DeliveryParts): DeliveryTarget {
  const { url, run } = parts;
  return {
    kind: parts.kind,
    url,
    method: parts.method ?? 'POST',
    path: run?.url === url ? run.path : new URL(url).pathname,
    run,
    body: parts.body ?? '',
    labels: parts.labels ?? run?.labels ?? NO_LABELS,
    redaction: parts.redaction ?? run?.redaction,
    scheduleId: parts.scheduleId,
    group: parts.group,
    slot: parts.slot,
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
