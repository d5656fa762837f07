import { isPlan } from './append.js';
import type { Delivery, StepInfo } from './state.js';

/**
 * Whether it is this delivery's handler that sends the step (`undefined`: the end of the run), and not another handler
 * of the same run. Parallel steps are with their handlers at the same time, and each sends only its own result; a
 * delivery that brings a result while others of its group are missing sends nothing.
 */
export function isOwnAppend(delivery: Delivery, step: StepInfo | undefined): boolean {
  const steps = delivery.run?.entries.slice(0, delivery.prefix).map((entry) => entry.step) ?? [];
  const last = steps.at(-1);
  if (last !== undefined && isPlan(last)) return step?.stepId === last.targetStep;
  const results = new Set(steps.filter((one) => !isPlan(one)).map(({ stepId }) => stepId));
  const isWhole = steps.every(
    ({ targetStep }) => targetStep === undefined || results.has(targetStep),
  );
  if (!isWhole) return false;
  return step === undefined || (step.targetStep ?? step.stepId) >= results.size;
}
