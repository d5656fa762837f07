import type { Answer } from './deliver.js';
import type { Delivery } from './entities.js';

/** What an answer means for its delivery. */
export type Verdict =
  | { readonly kind: 'done' }
  | { readonly kind: 'retry' }
  | { readonly kind: 'fail'; readonly reason: string };

const PROTOCOL_HEADER = 'upstash-workflow-sdk-version';

/** Words of QStash's own error. Source: SDK `src/client/types.ts`, `StepError`. */
const NON_WORKFLOW_DESTINATION =
  'detected a non-workflow destination for trigger/invoke. make sure you are sending the request to the correct endpoint';

/** Judges an answer; a retry that is out of retries is the caller's matter. */
export function verdictOn(delivery: Delivery, answer: Answer): Verdict {
  const isSuccess = answer.status >= 200 && answer.status < 300;
  if (!isSuccess) {
    const isFinal =
      answer.status === 489 && answer.headers['upstash-nonretryable-error'] === 'true';
    return isFinal ? { kind: 'fail', reason: 'non-retryable error' } : { kind: 'retry' };
  }
  if (delivery.kind !== 'workflow' || answer.headers[PROTOCOL_HEADER] !== undefined) {
    return { kind: 'done' };
  }
  return { kind: 'fail', reason: NON_WORKFLOW_DESTINATION };
}
