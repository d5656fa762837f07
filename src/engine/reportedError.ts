import { textOf } from './body.js';
import type { Body } from './body.js';
import { readJson } from './json.js';

/** What a handler says of the error it has thrown, as far as it says it. */
export interface ReportedError {
  readonly message: string | undefined;
  readonly stack: string | undefined;
}

/**
 * Reads an answer that tells of an error; a good one tells of none.
 *
 * The SDK answers an error as `{ error, message, stack }` (`formatWorkflowError` in its `src/error.ts`).
 */
export function readReportedError(answer: {
  readonly status: number;
  readonly body: Body;
}): ReportedError {
  const isSuccess = answer.status >= 200 && answer.status < 300;
  const parsed = isSuccess ? undefined : readJson(textOf(answer.body));
  if (typeof parsed !== 'object' || parsed === null) return NOTHING;
  return {
    message: 'message' in parsed && typeof parsed.message === 'string' ? parsed.message : undefined,
    stack: 'stack' in parsed && typeof parsed.stack === 'string' ? parsed.stack : undefined,
  };
}

const NOTHING: ReportedError = { message: undefined, stack: undefined };

/** Characters of a message that go on the timeline; the answer itself is kept with its attempt. */
const LONGEST_SHOWN = 2_000;

/** Why an attempt failed, for the timeline: in the handler's own words, or why no answer came. */
export function reasonOf(answer: {
  readonly status: number;
  readonly body: Body;
  readonly error?: string | undefined;
}): string | undefined {
  return (readReportedError(answer).message ?? answer.error)?.slice(0, LONGEST_SHOWN);
}
