/** What went wrong in a delivery, in the best words there are. */
export interface Refusal {
  /** 0 when no answer came. */
  readonly status: number;
  readonly body: string;
  /** Why no answer came. */
  readonly error: string | undefined;
}

/** The handler's own message where its answer carries one, else why there was no answer, else the status. */
export function refusalText({ status, body, error }: Refusal): string {
  return answerText(status, status === 0 ? error : reportedMessage(body));
}

/** The same where the reason, if there is any, has been read already. */
export function answerText(status: number, reason: string | undefined): string {
  if (status === 0) return reason ?? 'no answer';
  const answered = `answered ${String(status)}`;
  return reason === undefined ? answered : `${reason} (${answered})`;
}

/**
 * The message of an error as the SDK answers it: `{ error, message, stack }`.
 * Source: SDK `src/error.ts`, `formatWorkflowError`.
 */
function reportedMessage(body: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null || !('message' in parsed)) return undefined;
    return typeof parsed.message === 'string' ? parsed.message : undefined;
  } catch {
    return undefined;
  }
}
