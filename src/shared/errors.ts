export interface TrifoldErrorDetails {
  /** What led to it, one sentence, no trailing period. */
  readonly why?: string;
  /** What the user does next, one sentence, no trailing period. */
  readonly fix?: string;
  readonly cause?: unknown;
}

/**
 * The one error that reaches users: printed as `error CODE: message`, then `why:` and `fix:` lines, never with a stack.
 * Anything else that is thrown is a bug of ours.
 */
export class TrifoldError extends Error {
  readonly code: string;
  readonly why: string | undefined;
  readonly fix: string | undefined;

  constructor(code: string, message: string, details: TrifoldErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'TrifoldError';
    this.code = code;
    this.why = details.why;
    this.fix = details.fix;
  }
}
