import type { Run } from './entities.js';
import { answerInvoker } from './invokes.js';
import { drop } from './schedule.js';
import type { EngineState } from './state.js';
import { dropWaiters } from './waits.js';

/**
 * Ends a run with what the workflow returned (JSON text). Nothing of it is delivered any more.
 *
 * A delivery that is with its endpoint goes on, and what it appends is refused. The SDK ends a run by the request
 * that cancels one, and of that the documentation says that it "will remove it from QStash and stop it from being
 * delivered in the future. If a message is in flight to your API, it might be too late"
 * (https://upstash.com/docs/qstash/openapi.yaml, `DELETE /v2/messages`).
 */
export function finishRun(state: EngineState, run: Run, response: string, now: number): void {
  run.response = response === '' ? undefined : response;
  state.timeline.add({ ...subject(run), at: now, type: 'run-succeeded' });
  closeRun(state, run, 'RUN_SUCCESS', now);
}

/** Cancels a run: nothing of it is delivered any more, and its failure callback does not run. */
export function cancelRun(state: EngineState, run: Run, now: number): void {
  state.timeline.add({ ...subject(run), at: now, type: 'run-canceled' });
  closeRun(state, run, 'RUN_CANCELED', now);
}

/** Takes back what is still on its way in a run and tells its invoker. */
export function closeRun(
  state: EngineState,
  run: Run,
  as: 'RUN_SUCCESS' | 'RUN_FAILED' | 'RUN_CANCELED',
  now: number,
): void {
  run.state = as;
  run.endedAt = now;
  dropWaiters(state, run);
  for (const { delivery } of run.entries) {
    if (delivery !== undefined) drop(state, delivery, now);
  }
  for (const delivery of run.calls) drop(state, delivery, now);
  answerInvoker(state, run, now);
}

/** Fields that name a run on the timeline. */
export function subject(run: Run): {
  readonly runId: string;
  readonly path: string;
  readonly label: string | undefined;
} {
  return { runId: run.id, path: run.path, label: run.labels[0] };
}
