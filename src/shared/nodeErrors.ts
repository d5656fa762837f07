/** Whether a thrown value is Node's error with one of these codes, such as `ENOENT`. */
export function hasErrorCode(error: unknown, ...codes: string[]): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    codes.includes(error.code)
  );
}

/** The message of a thrown value, which need not be an Error. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Why a request got no answer: `fetch` says "fetch failed", and keeps the reason in the cause. */
export function networkReason(error: unknown): string {
  if (!(error instanceof Error) || !(error.cause instanceof Error)) return messageOf(error);
  const { cause } = error;
  // Where a name has several addresses, the cause is an AggregateError with a code and without a message.
  return cause.message === '' && 'code' in cause ? String(cause.code) : cause.message;
}
