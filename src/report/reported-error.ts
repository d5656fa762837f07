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
  const said = reportedMessage(body);
  if (status === 0) return error ?? 'no answer';
  return said === undefined ? `answered ${String(status)}` : `${said} (answered ${String(status)})`;
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
