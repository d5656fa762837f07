import { isPlan, parseStep } from './append.js';
import type { Delivery } from './entities.js';
import { readInvocation } from './invocation.js';
import { purposeOf } from './message.js';
import type { Message } from './message.js';

/** The place of a step in its workflow; a plan names the step it plans. */
export interface SentStep {
  readonly stepId: number;
  readonly targetStep?: number | undefined;
}

/** The run and the step that a message is about, if it comes from the handler of a run. */
export function sentStep(
  message: Message,
): { readonly runId: string; readonly step: SentStep | undefined } | undefined {
  const purpose = purposeOf(message);
  switch (purpose.kind) {
    case 'step':
      return { runId: purpose.runId, step: parseStep(message.body) };
    case 'call': {
      const stepId = message.headers['upstash-callback-forward-upstash-workflow-stepid'];
      return { runId: purpose.runId, step: { stepId: Number(stepId) } };
    }
    case 'invoke': {
      const invocation = readInvocation(message.body);
      return invocation && { runId: invocation.workflowRunId, step: invocation.step };
    }
    case 'trigger':
    case 'plain':
      return undefined;
  }
}

/**
 * Whether it is this delivery's handler that sends the step (`undefined`: the end of the run), and not another handler
 * of the same run. Parallel steps are with their handlers at the same time, and each sends only its own result; a
 * delivery that brings a result while others of its group are missing sends nothing.
 */
export function isOwnAppend(delivery: Delivery, step: SentStep | undefined): boolean {
  if (delivery.kind === 'callback') {
    return step?.stepId === Number(delivery.config.forward['upstash-workflow-stepid']);
  }
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
