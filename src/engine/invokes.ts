import { appendEntry } from './append.js';
import { deliverStep } from './deliverStep.js';
import type { Run } from './entities.js';
import type { EngineState } from './state.js';

/**
 * Tells the run that invoked this one how it ended: with its result (`undefined` unless it succeeded) and two flags.
 *
 * A run that has failed in the meantime gets the step into its list, but no delivery: so the SDK's own tests have it
 * (`examples/ci/app/test-routes/invoke-parent-failure`), and a resumed run finds it there.
 */
export function answerInvoker(state: EngineState, child: Run, now: number): void {
  if (child.invoker === undefined) return;
  const { run, step, config } = child.invoker;
  const out = {
    body: child.state === 'RUN_SUCCESS' ? child.response : undefined,
    isFailed: child.state === 'RUN_FAILED',
    isCanceled: child.state === 'RUN_CANCELED',
  };
  const body = JSON.stringify({ ...step, out: JSON.stringify(out) });
  if (run.state === 'RUN_STARTED') deliverStep(state, run, { body, config, now });
  if (run.state === 'RUN_FAILED') appendEntry(state, run, body, now);
}
