import type { Run } from './entities.js';
import type { EngineState } from './state.js';

/** What stands against `adding` more messages of a step, if anything does: its run has as many steps as it may have. */
export function overStepLimit(
  { limits }: EngineState,
  run: Run,
  stepId: number | undefined,
  adding = 1,
): string | undefined {
  const { stepsPerRun } = limits;
  // Most runs are far from it: their steps need not be counted.
  if (run.entries.length + run.calls.length + adding <= stepsPerRun) return undefined;
  const steps = stepsOf(run);
  const isPlanned = stepId !== undefined && steps.has(stepId);
  const isWithin = steps.size + (isPlanned ? 0 : adding) <= stepsPerRun;
  if (isWithin && run.entries.length + run.calls.length <= ENTRIES_PER_STEP * stepsPerRun) {
    return undefined;
  }
  return `workflow run ${run.id} is over the limit of ${stepsPerRun} steps`;
}

/** Plan, call, callback and result, and as many again for deliveries that were repeated. */
const ENTRIES_PER_STEP = 8;

/** The steps that a run has results or plans of; the payload is none. */
function stepsOf(run: Run): ReadonlySet<number> {
  return new Set(run.entries.slice(1).map(({ step }) => step.targetStep ?? step.stepId));
}
