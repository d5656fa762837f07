import type { Headers } from './config.js';

/**
 * What is wrong with the retries that a message asks for, for itself or for its callbacks; `undefined` when nothing is.
 *
 * On QStash the most depends on the plan (https://upstash.com/docs/qstash/features/retry).
 */
export function excessRetries(headers: Headers, limit: number): string | undefined {
  for (const name in headers) {
    if (!RETRIES.test(name)) continue;
    if (Number(headers[name]) > limit) return `over the limit of ${limit} retries`;
  }
  return undefined;
}

const RETRIES = /^upstash-(failure-callback-|callback-)*retries$/;
