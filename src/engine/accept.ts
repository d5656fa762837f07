import { acceptCall } from './acceptCall.js';
import { acceptInvoke, acceptTrigger } from './acceptTrigger.js';
import { acceptPlain } from './acceptPlain.js';
import type { Accepted } from './accepted.js';
import { checkMessages } from './check.js';
import { stepConfig } from './config.js';
import { dueAt } from './createDelivery.js';
import { deliverStep } from './deliverStep.js';
import { purposeOf } from './message.js';
import type { Message } from './message.js';
import { runInProgress } from './startRun.js';
import type { EngineState } from './state.js';

export type AcceptOutcome =
  | { readonly ok: true; readonly accepted: readonly Accepted[] }
  | { readonly ok: false; readonly status: number; readonly error: string };

/**
 * Takes messages in: starts runs, appends steps, schedules deliveries.
 *
 * All or none, as a request to `/v2/batch` is, except that with `refusedElement: 'report-element'` a trigger whose run
 * id is taken is reported and the others start. Which of the two QStash does is not documented.
 */
export function accept(
  state: EngineState,
  messages: readonly Message[],
  now: number,
): AcceptOutcome {
  const check = checkMessages(state, messages);
  if (check.refusal !== undefined) return { ok: false, ...check.refusal };
  const accepted = messages.map((message, index) => {
    const error = check.elementErrors.get(index);
    return error === undefined ? acceptOne(state, message, now) : { error };
  });
  return { ok: true, accepted };
}

function acceptOne(state: EngineState, message: Message, now: number): Accepted {
  const purpose = purposeOf(message);
  switch (purpose.kind) {
    case 'trigger':
      return acceptTrigger(state, message, purpose.runId, now);
    case 'invoke':
      return acceptInvoke(state, message, purpose.runId, now);
    case 'step':
      return acceptStep(state, message, purpose.runId, now);
    case 'call':
      return acceptCall(state, message, purpose.runId, now);
    case 'plain':
      return acceptPlain(state, message, now);
  }
}

function acceptStep(state: EngineState, message: Message, runId: string, now: number): Accepted {
  const run = runInProgress(state, runId);
  const { messageId } = deliverStep(state, run, {
    body: message.body,
    config: stepConfig(message.headers, run),
    at: dueAt(message.headers, now),
    now,
  });
  return { messageId, url: message.destination };
}
