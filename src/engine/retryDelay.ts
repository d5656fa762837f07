import { parseDuration } from './durations.js';
import { evaluateDelay } from './delayExpression.js';

const LONGEST_BACKOFF_MS = 86_400_000;

/** Headers of an answer that say when to try again, in the order in which they are looked at. */
const RETRY_HEADERS = [
  'retry-after',
  'x-ratelimit-reset',
  'x-ratelimit-reset-requests',
  'x-ratelimit-reset-tokens',
] as const;

/**
 * Milliseconds until the next attempt of a delivery that was `retried` times already (0 after the first failure).
 *
 * The answer's headers win unless they ask for more than a day, then the message's `retryDelay` expression
 * (milliseconds, in `retried`), then the default backoff min(86400, e^(2.5n)) seconds for the n-th retry: 12 s,
 * 2 min 28 s, 30 min 8 s. Source: https://upstash.com/docs/qstash/features/retry
 */
export function retryDelay(options: {
  readonly retried: number;
  readonly expression: string | undefined;
  /** Of the answer, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly now: number;
}): number {
  const asked = askedDelay(options.headers, options.now);
  if (asked !== undefined && asked <= LONGEST_BACKOFF_MS) return asked;
  if (options.expression !== undefined) {
    const delay = evaluateDelay(options.expression, options.retried);
    if (delay !== undefined) return Math.max(0, Math.min(delay, LONGEST_BACKOFF_MS));
  }
  return Math.min(LONGEST_BACKOFF_MS, Math.round(Math.exp(2.5 * (options.retried + 1)) * 1_000));
}

function askedDelay(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  for (const name of RETRY_HEADERS) {
    const text = headers[name];
    if (text === undefined) continue;
    const duration = parseDuration(text);
    if (duration !== undefined) return duration;
    const date = Date.parse(text);
    if (!Number.isNaN(date)) return Math.max(0, date - now);
  }
  return undefined;
}
