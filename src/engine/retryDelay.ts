import { parseDuration } from './durations.js';
import { evaluateDelay } from './delayExpression.js';

const LONGEST_BACKOFF_SECONDS = 86_400;

/**
 * Milliseconds until the next attempt of a delivery that was `retried` times already (0 after the first failure).
 *
 * `Retry-After` of the answer wins, then the message's `retryDelay` expression (milliseconds, in `retried`), then the
 * default backoff min(86400, e^(2.5n)) seconds for the n-th retry: 12 s, 2 min 28 s, 30 min 8 s.
 * Source: https://upstash.com/docs/qstash/features/retry
 */
export function retryDelay(options: {
  readonly retried: number;
  readonly expression: string | undefined;
  readonly retryAfter: string | undefined;
  readonly now: number;
}): number {
  const asked = options.retryAfter === undefined ? undefined : parseRetryAfter(options);
  if (asked !== undefined) return asked;
  if (options.expression !== undefined) {
    const delay = evaluateDelay(options.expression, options.retried);
    if (delay !== undefined) return Math.max(0, Math.min(delay, LONGEST_BACKOFF_SECONDS * 1_000));
  }
  const seconds = Math.min(LONGEST_BACKOFF_SECONDS, Math.exp(2.5 * (options.retried + 1)));
  return Math.round(seconds * 1_000);
}

function parseRetryAfter(options: {
  readonly retryAfter: string | undefined;
  readonly now: number;
}) {
  const text = options.retryAfter ?? '';
  const duration = parseDuration(text);
  if (duration !== undefined) return duration;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - options.now);
}
