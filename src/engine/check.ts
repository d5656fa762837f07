import { isPlan, parseStep } from './append.js';
import type { Run, StepInfo } from './entities.js';
import { readInvocation } from './invocation.js';
import { purposeOf } from './message.js';
import type { Message } from './message.js';
import { excessRetries } from './retryLimit.js';
import { oldestEnded } from './startRun.js';
import type { EngineState } from './state.js';
import { overStepLimit } from './stepLimit.js';

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
 * A message for a run that has ended is 400: the SDK takes exactly that for "append to a finished run" and stops quietly
 * (`triggerRouteFunction` in the SDK's `src/workflow-requests.ts`). Past a limit is 412, as on QStash.
 */
export function checkMessages(state: EngineState, messages: readonly Message[]): Check {
  const elementErrors = new Map<number, string>();
  const reserved = new Set<string>();
  for (const [index, message] of messages.entries()) {
    const refusal =
      checkForm(message) ??
      checkLimits(state, message, messages.length) ??
      checkQueue(state, message) ??
      checkRun(state, message, messages.length);
    if (refusal !== undefined) return { refusal, elementErrors };
    const error = checkRunId(state, message, reserved);
    if (error === undefined) continue;
    if (state.refusedElement === 'refuse-batch') {
      return { refusal: { status: 400, error }, elementErrors };
    }
    elementErrors.set(index, error);
  }
  return { refusal: undefined, elementErrors };
}

function checkForm({ destination, headers }: Message): Refusal | undefined {
  const urls = [destination, headers['upstash-callback'], headers['upstash-failure-callback']];
  const invalid = urls.find((url) => url !== undefined && url !== '' && !isUrl(url));
  if (invalid === undefined && isUrl(destination)) return undefined;
  return { status: 400, error: `invalid destination url: ${invalid ?? destination}` };
}

function isUrl(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}

function checkLimits(state: EngineState, message: Message, count: number): Refusal | undefined {
  const { pendingMessages, retries } = state.limits;
  const excess = excessRetries(message.headers, retries);
  if (excess !== undefined) return { status: 412, error: excess };
  if (state.pending + count <= pendingMessages) return undefined;
  return { status: 412, error: `over the limit of ${pendingMessages} pending messages` };
}

function checkQueue({ queues, limits }: EngineState, { queueName }: Message): Refusal | undefined {
  if (queueName === undefined || queues.has(queueName) || queues.size < limits.names) {
    return undefined;
  }
  return { status: 412, error: `over the limit of ${limits.names} queues` };
}

/** What the message's purpose asks of the run it is about. */
function checkRun(state: EngineState, message: Message, count: number): Refusal | undefined {
  const purpose = purposeOf(message);
  switch (purpose.kind) {
    case 'trigger':
      return checkRoom(state, count);
    case 'invoke':
      return checkRoom(state, count) ?? checkInvoke(state, message);
    case 'step':
      return checkStep(state, purpose.runId, message, count);
    case 'call':
      return checkProgress(state, purpose.runId, { stepId: calledStep(message), adding: count });
    case 'plain':
      return undefined;
  }
}

function checkRoom(state: EngineState, count: number): Refusal | undefined {
  const { runs } = state.limits;
  if (state.history.size + count <= runs || oldestEnded(state) !== undefined) return undefined;
  return { status: 412, error: `over the limit of ${runs} runs in progress` };
}

interface Addition {
  /** The step that the message is about, as far as it says. */
  readonly stepId: number | undefined;
  /** How many come with one request. */
  readonly adding?: number;
}

/** Whether a run goes on and has room for a step. */
export function checkProgress(
  state: EngineState,
  runId: string,
  { stepId, adding }: Addition,
): Refusal | undefined {
  const run = state.runs.get(runId);
  if (run === undefined) return { status: 400, error: `workflow run ${runId} not found` };
  if (run.state !== 'RUN_STARTED') {
    return { status: 400, error: `workflow run ${runId} has already ended: ${run.state}` };
  }
  const error = overStepLimit(state, run, stepId, adding);
  return error === undefined ? undefined : { status: 412, error };
}

/** The step that makes a call: told to its callback. */
function calledStep({ headers }: Message): number | undefined {
  const stepId = headers['upstash-callback-forward-upstash-workflow-stepid'];
  return stepId === undefined ? undefined : Number(stepId);
}

/** Runs that invoke one another. Source: https://upstash.com/docs/workflow/features/invoke */
const INVOKE_DEPTH = 100;

function checkInvoke(state: EngineState, message: Message): Refusal | undefined {
  const invocation = readInvocation(message.body);
  // Not 400, which the SDK would swallow.
  if (invocation === undefined) return { status: 422, error: 'the body is not an invocation' };
  const depth = Number(message.headers['upstash-forward-upstash-workflow-invoke-count'] ?? 0);
  if (depth > INVOKE_DEPTH) {
    return { status: 412, error: `runs invoke one another more than ${INVOKE_DEPTH} deep` };
  }
  return checkProgress(state, invocation.workflowRunId, invocation.step);
}

function checkStep(
  state: EngineState,
  runId: string,
  message: Message,
  adding: number,
): Refusal | undefined {
  const step = parseStep(message.body);
  const stepId = step?.targetStep ?? step?.stepId;
  const refusal = checkProgress(state, runId, { stepId, adding });
  if (refusal !== undefined) return refusal;
  // Not 400, which the SDK would swallow.
  if (step === undefined) return { status: 422, error: 'the body is not a workflow step' };
  const run = state.runs.get(runId);
  if (run === undefined || followsOn(run, step)) return undefined;
  return { status: 400, error: `step ${step.stepId} does not follow in workflow run ${runId}` };
}

/**
 * Whether the run has what the step builds on: its plan, or all steps before it.
 *
 * It has not when the handler of an earlier run under the same id is late; for that run the answer is 400, as for any
 * run that has ended. Whether QStash looks at it is not documented: an append names its run by the id alone. A late step
 * that happens to follow on, and a late end, cannot be told from the new run's own.
 */
export function followsOn(run: Run, step: StepInfo): boolean {
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
  message: Message,
  reserved: Set<string>,
): string | undefined {
  const purpose = purposeOf(message);
  const isStart = purpose.kind === 'trigger' || purpose.kind === 'invoke';
  if (!isStart || state.collision !== 'reserved') return undefined;
  const { runId } = purpose;
  const known = state.runs.get(runId);
  const bySdk = message.headers['upstash-workflow-trigger-by-sdk'] === 'true';
  if (known?.awaitsSdk === true && bySdk) return undefined;
  if (known?.state === 'RUN_STARTED' || reserved.has(runId)) {
    return `workflow run id ${runId} is already in use by a run in progress`;
  }
  reserved.add(runId);
  return undefined;
}
