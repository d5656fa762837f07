import { isPlan } from './append.js';
import { DEFAULT_RETRIES } from './config.js';
import type { Attempt, Delivery, Entry, Run } from './state.js';

/** A run as `client.logs()` of the SDK shows it. Shapes: SDK `src/client/types.ts`, `WorkflowRunLog`. */
export function runLog(run: Run) {
  return {
    workflowRunId: run.id,
    workflowUrl: run.url,
    workflowState: run.state,
    workflowRunCreatedAt: run.createdAt,
    workflowRunCompletedAt: run.endedAt,
    steps: stepGroups(run),
    workflowRunResponse: run.response,
    failureFunction: failureFunctionLog(run),
    dlqId: run.failure?.dlqId,
    label: run.labels[0],
    labels: run.labels.length > 0 ? run.labels : undefined,
  };
}

type Group = ReturnType<typeof sequentialGroup> | ReturnType<typeof parallelGroup> | NextGroup;
interface NextGroup {
  readonly type: 'next';
  readonly steps: readonly ReturnType<typeof nextStepLog>[];
}

/** Steps in the order of the workflow: a result alone, or the plans of a parallel group with the results that came. */
function stepGroups(run: Run): readonly Group[] {
  const groups: Group[] = [];
  // A step that ran twice is there twice; the SDK takes the first, and so does the log.
  const seen = new Set<number>();
  for (const [index, entry] of run.entries.entries()) {
    const { step } = entry;
    const id = step.targetStep ?? step.stepId;
    if (seen.has(id) || (step.concurrent > 1 && !isPlan(step))) continue;
    const group = isPlan(step) ? parallelGroup(run, index) : sequentialGroup(entry);
    for (const shown of group.steps) seen.add(shown.stepId);
    groups.push(group);
  }
  const next = nextGroup(run);
  return next === undefined ? groups : [...groups, next];
}

function sequentialGroup(entry: Entry) {
  return { type: 'sequential' as const, steps: [stepLog(entry, entry, 'STEP_SUCCESS')] };
}

function parallelGroup(run: Run, from: number) {
  const size = run.entries[from]?.step.concurrent ?? 0;
  const plans = run.entries.slice(from, from + size).filter((entry) => isPlan(entry.step));
  const steps = plans.map((plan) => {
    const result = run.entries.find(
      ({ step }) => !isPlan(step) && step.stepId === plan.step.targetStep,
    );
    return stepLog(result ?? plan, plan, result === undefined ? progressOf(plan) : 'STEP_SUCCESS');
  });
  return { type: 'parallel' as const, steps };
}

function stepLog(shown: Entry, ran: Entry, state: string) {
  return {
    stepId: shown.step.targetStep ?? shown.step.stepId,
    stepName: shown.step.stepName,
    stepType: shown.step.stepType,
    callType: 'step',
    messageId: shown.messageId,
    out: isPlan(shown.step) ? undefined : resultOf(shown),
    concurrent: shown.step.concurrent,
    state,
    retries: ran.delivery?.config.retries ?? DEFAULT_RETRIES,
    retryDelay: ran.delivery?.config.retryDelay,
    createdAt: shown.createdAt,
    headers: {},
  };
}

/** What a step put out, as text: the payload for the first entry, else the step's `out`. */
export function resultOf(entry: Entry): string | undefined {
  if (entry.step.stepType === 'Initial') return entry.body;
  const step: unknown = JSON.parse(entry.body);
  if (typeof step !== 'object' || step === null || !('out' in step)) return undefined;
  return typeof step.out === 'string' ? step.out : JSON.stringify(step.out);
}

/** The step that a delivery is to run now, or failed to run. */
function nextGroup(run: Run): NextGroup | undefined {
  if (run.state === 'RUN_SUCCESS') return undefined;
  const pending = run.entries
    .filter(({ step, delivery }) => !isPlan(step) && delivery !== undefined && isOpen(delivery))
    .map((entry) => entry.delivery)
    .filter((delivery) => delivery !== undefined);
  return pending.length === 0 ? undefined : { type: 'next', steps: pending.map(nextStepLog) };
}

function isOpen(delivery: Delivery): boolean {
  return delivery.state !== 'done';
}

function nextStepLog(delivery: Delivery) {
  return {
    messageId: delivery.messageId,
    stepName: delivery.attempts.at(-1)?.headers['upstash-error-step-name'],
    state: delivery.state === 'dropped' ? 'STEP_CANCELED' : stateOf(delivery),
    retries: delivery.config.retries ?? DEFAULT_RETRIES,
    retryDelay: delivery.config.retryDelay,
    errors: delivery.attempts.filter(isError).map(errorLog),
  };
}

function progressOf(plan: Entry): string {
  return plan.delivery === undefined ? 'STEP_PROGRESS' : stateOf(plan.delivery);
}

function stateOf(delivery: Delivery): string {
  if (delivery.state === 'failed') return 'STEP_FAILED';
  return delivery.attempts.length > 0 && delivery.state !== 'done' ? 'STEP_RETRY' : 'STEP_PROGRESS';
}

function failureFunctionLog(run: Run) {
  const { failure, failureCallback: delivery } = run;
  if (failure === undefined || delivery === undefined) return undefined;
  const last = delivery.attempts.at(-1);
  return {
    messageId: delivery.messageId,
    url: delivery.url,
    state: callbackState(delivery),
    failHeaders: listHeaders(failure.headers),
    failStatus: failure.status,
    failResponse: failure.body,
    dlqId: failure.dlqId,
    errors: delivery.attempts.filter(isError).map(errorLog),
    responseBody: last?.body,
    responseStatus: last?.status,
    responseHeaders: last === undefined ? undefined : listHeaders(last.headers),
  };
}

function callbackState(delivery: Delivery): string {
  if (delivery.state === 'done') return 'CALLBACK_SUCCESS';
  if (delivery.state === 'failed') return 'CALLBACK_FAIL';
  return delivery.state === 'dropped' ? 'CALLBACK_CANCELED' : 'CALLBACK_INPROGRESS';
}

function isError(attempt: Attempt): boolean {
  return attempt.status < 200 || attempt.status >= 300;
}

function errorLog(attempt: Attempt) {
  return {
    error: attempt.error ?? `answered ${attempt.status}`,
    body: attempt.body,
    headers: listHeaders(attempt.headers),
    status: attempt.status,
    time: attempt.endedAt,
  };
}

function listHeaders(headers: Readonly<Record<string, string>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
}
