import { purposeOf, unsupportedFeature } from './message.js';
import type { Message } from './message.js';
import type { EngineState, Run, StepInfo } from './state.js';
import { isPlan, parseStep } from './append.js';
import { oldestEnded } from './startRun.js';

export interface Refusal {
  readonly status: number;
  readonly error: string;
}

/** What stands against a batch as a whole, and which of its elements are refused while the others go on. */
export interface Check {
  readonly refusal: Refusal | undefined;
  readonly elementErrors: ReadonlyMap<number, string>;
}

/**
 * Looks at all messages of a request before any is accepted, so that a refusal leaves no trace.
 *
 * A step for a run that has ended is 400: the SDK takes exactly that for "append to a finished run" and stops quietly
 * (`triggerRouteFunction` in the SDK's `src/workflow-requests.ts`). Past a limit is 412, as on QStash.
 */
export function checkMessages(state: EngineState, messages: readonly Message[]): Check {
  const elementErrors = new Map<number, string>();
  const reserved = new Set<string>();
  for (const [index, message] of messages.entries()) {
    const refusal = checkForm(message) ?? checkLimits(state, messages.length);
    if (refusal !== undefined) return { refusal, elementErrors };
    const purpose = purposeOf(message);
    if (purpose.kind === 'step') {
      const stepRefusal = checkStep(state, purpose.runId, message);
      if (stepRefusal !== undefined) return { refusal: stepRefusal, elementErrors };
    }
    if (purpose.kind === 'trigger') {
      const full = checkRoom(state, messages.length);
      if (full !== undefined) return { refusal: full, elementErrors };
      const error = checkRunId(state, purpose.runId, message, reserved);
      if (error === undefined) continue;
      if (state.refusedElement === 'refuse-batch') {
        return { refusal: { status: 400, error }, elementErrors };
      }
      elementErrors.set(index, error);
    }
  }
  return { refusal: undefined, elementErrors };
}

function checkForm(message: Message): Refusal | undefined {
  const { destination } = message;
  if (!/^https?:\/\//.test(destination) || !URL.canParse(destination)) {
    return { status: 400, error: `invalid destination url: ${destination}` };
  }
  const feature = unsupportedFeature(message);
  // Not 400, which the SDK would swallow inside a step.
  return feature === undefined
    ? undefined
    : { status: 501, error: `${feature} is not supported by the local engine` };
}

function checkLimits(state: EngineState, count: number): Refusal | undefined {
  const { pendingMessages } = state.limits;
  if (state.pending + count <= pendingMessages) return undefined;
  return { status: 412, error: `over the limit of ${pendingMessages} pending messages` };
}

function checkRoom(state: EngineState, count: number): Refusal | undefined {
  const { runs } = state.limits;
  if (state.history.size + count <= runs || oldestEnded(state) !== undefined) return undefined;
  return { status: 412, error: `over the limit of ${runs} runs in progress` };
}

function checkStep(state: EngineState, runId: string, message: Message): Refusal | undefined {
  const run = state.runs.get(runId);
  if (run === undefined) return { status: 400, error: `workflow run ${runId} not found` };
  if (run.state !== 'RUN_STARTED') {
    return { status: 400, error: `workflow run ${runId} has already ended: ${run.state}` };
  }
  if (run.entries.length > state.limits.stepsPerRun) {
    return {
      status: 412,
      error: `workflow run ${runId} is over the limit of ${state.limits.stepsPerRun} steps`,
    };
  }
  const step = parseStep(message.body);
  // Not 400, which the SDK would swallow.
  if (step === undefined) return { status: 422, error: 'the body is not a workflow step' };
  if (followsOn(run, step)) return undefined;
  return { status: 400, error: `step ${step.stepId} does not follow in workflow run ${runId}` };
}

/**
 * Whether the run has what the step builds on: its plan, or all steps before it.
 *
 * It has not when the handler of an earlier run under the same id is late; for that run the answer is 400, as for any
 * run that has ended. Whether QStash looks at it is not documented: an append names its run by the id alone. A late step
 * that happens to follow on, and a late end, cannot be told from the new run's own.
 */
function followsOn(run: Run, step: StepInfo): boolean {
  if (isPlan(step)) return true;
  const steps = run.entries.map((entry) => entry.step);
  if (step.concurrent > 1) return steps.some(({ targetStep }) => targetStep === step.stepId);
  const results = new Set(steps.filter((one) => !isPlan(one)).map(({ stepId }) => stepId));
  return range(step.stepId).every((stepId) => results.has(stepId));
}

function range(end: number): number[] {
  return Array.from({ length: end }, (_, n) => n);
}

function checkRunId(
  state: EngineState,
  runId: string,
  message: Message,
  reserved: Set<string>,
): string | undefined {
  if (state.collision !== 'reserved') return undefined;
  const known = state.runs.get(runId);
  const bySdk = message.headers['upstash-workflow-trigger-by-sdk'] === 'true';
  if (known?.awaitsSdk === true && bySdk) return undefined;
  if (known?.state === 'RUN_STARTED' || reserved.has(runId)) {
    return `workflow run id ${runId} is already in use by a run in progress`;
  }
  reserved.add(runId);
  return undefined;
}
