import { isPlan } from './append.js';
import type { Delivery, StepInfo } from './state.js';

/**
 * Whether it is this delivery's handler that sends the step (`undefined`: the end of the run), and not another handler
 * of the same run. Parallel steps are with their handlers at the same time, and each sends only its own result.
 */
export function isOwnAppend(delivery: Delivery, step: StepInfo | undefined): boolean {
  const last = delivery.run?.entries[delivery.prefix - 1]?.step;
  const isParallelResult = step !== undefined && !isPlan(step) && step.concurrent > 1;
  if (last === undefined || !isPlan(last)) return !isParallelResult;
  return isParallelResult && step.stepId === last.targetStep;
}
