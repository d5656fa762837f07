import { isNativeError } from 'node:util/types';

/** Whether a thrown value is an error. In jest, Node's own errors are no instances of the `Error` that a test sees. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || isNativeError(value);
}

/** Whether a thrown value is Node's error with one of these codes, such as `ENOENT`. */
export function hasErrorCode(error: unknown, ...codes: string[]): boolean {
  return (
    isError(error) &&
    'code' in error &&
    typeof error.code === 'string' &&
    codes.includes(error.code)
  );
}

/** The message of a thrown value, which need not be an Error. */
export function messageOf(error: unknown): string {
  return isError(error) ? error.message : String(error);
}

/**
 * Why a request got no answer: what was thrown, with the reasons that it keeps in its causes.
 *
 * `fetch` says "fetch failed" and nothing else. Where a name has several addresses, its cause is an AggregateError
 * without a message, whose errors say what each address answered.
 */
export function networkReason(error: unknown): string {
  if (!isError(error)) return String(error);
  const causes: readonly unknown[] =
    'errors' in error && Array.isArray(error.errors) ? error.errors : [error.cause];
  const reasons = new Set(causes.filter((cause) => cause !== undefined).map(networkReason));
  const own = error.message === 'fetch failed' && reasons.size > 0 ? '' : error.message;
  const said = [own, [...reasons].join('; ')].filter((part) => part !== '').join(': ');
  return said === '' && 'code' in error ? String(error.code) : said;
}
