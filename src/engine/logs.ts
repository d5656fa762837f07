import { isPlan } from './append.js';
import { textOf } from './body.js';
import { shownHeaders, shownText } from './redaction.js';
import { stepLog } from './stepLog.js';
import { DEFAULT_RETRIES } from './config.js';
import type { Attempt, Delivery, Entry, Run, Waiter } from './entities.js';

/** A run as `client.logs()` of the SDK shows it. Shapes: SDK `src/client/types.ts`, `WorkflowRunLog`. */
export function runLog(run: Run) {
  return {
    workflowRunId: run.id,
    workflowUrl: run.url,
    workflowState: run.state,
    workflowRunCreatedAt: run.createdAt,
    workflowRunCompletedAt: run.endedAt,
    steps: stepGroups(run),
    workflowRunResponse:
      run.response === undefined ? undefined : shownText(run.response, run.redaction),
    invoker: invokerLog(run),
    failureFunction: failureFunctionLog(run),
    dlqId: run.failure?.dlqId,
    label: run.labels[0],
    labels: run.labels.length > 0 ? run.labels : undefined,
  };
}

function invokerLog({ invoker }: Run) {
  if (invoker === undefined) return undefined;
  const { id, url, createdAt } = invoker.run;
  return { workflowRunId: id, workflowUrl: url, workflowRunCreatedAt: createdAt };
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
    const group = isPlan(step) ? parallelGroup(run, index) : sequentialGroup(run, entry);
    for (const shown of group.steps) seen.add(shown.stepId);
    groups.push(group);
  }
  const next = nextGroup(run);
  return next === undefined ? groups : [...groups, next];
}

function sequentialGroup(run: Run, entry: Entry) {
  const step = stepLog(run, { shown: entry, ran: entry, state: 'STEP_SUCCESS' });
  return { type: 'sequential' as const, steps: [step] };
}

function parallelGroup(run: Run, from: number) {
  const size = run.entries[from]?.step.concurrent ?? 0;
  const plans = run.entries.slice(from, from + size).filter((entry) => isPlan(entry.step));
  const steps = plans.map((plan) => {
    const result = run.entries.find(
      ({ step }) => !isPlan(step) && step.stepId === plan.step.targetStep,
    );
    const state = result === undefined ? progressOf(plan) : 'STEP_SUCCESS';
    return stepLog(run, { shown: result ?? plan, ran: plan, state });
  });
  return { type: 'parallel' as const, steps };
}

/** What a run is about to do: a delivery that is to run a step or failed to, a call or an event that it waits for. */
function nextGroup(run: Run): NextGroup | undefined {
  if (run.state === 'RUN_SUCCESS') return undefined;
  const deliveries = [
    ...run.entries.filter(({ step }) => !isPlan(step)).map(({ delivery }) => delivery),
    ...run.calls,
  ].filter((delivery) => delivery !== undefined && isOpen(delivery));
  const steps = [
    ...deliveries.flatMap((delivery) => (delivery === undefined ? [] : nextStepLog(delivery))),
    ...run.waiters.map(waitLog),
  ];
  return steps.length === 0 ? undefined : { type: 'next', steps };
}

function isOpen(delivery: Delivery): boolean {
  const isAnswered = delivery.kind === 'call' && delivery.state === 'failed';
  return delivery.state !== 'done' && !isAnswered;
}

function nextStepLog(delivery: Delivery) {
  const { attempts, config } = delivery;
  return {
    messageId: delivery.messageId,
    stepName: attempts.at(-1)?.headers['upstash-error-step-name'] ?? calledStep(delivery),
    state: delivery.state === 'dropped' ? 'STEP_CANCELED' : stateOf(delivery),
    retries: config.retries ?? DEFAULT_RETRIES,
    retryDelay: config.retryDelay,
    errors: attempts.filter(isError).map(errorLog),
  };
}

/** The step that made a call: its callback is told, to tell the SDK. */
function calledStep({ config }: Delivery): string | undefined {
  const told = config.callback?.headers['upstash-forward-upstash-workflow-stepname'];
  return told ?? config.forward['upstash-workflow-stepname'];
}

function waitLog({ step, run }: Waiter): ReturnType<typeof nextStepLog> {
  return {
    messageId: '',
    stepName: step.stepName,
    state: 'STEP_PROGRESS',
    retries: run.config.retries ?? DEFAULT_RETRIES,
    retryDelay: run.config.retryDelay,
    errors: [],
  };
}

function progressOf(plan: Entry): string {
  return plan.delivery === undefined ? 'STEP_PROGRESS' : stateOf(plan.delivery);
}

function stateOf(delivery: Delivery): string {
  if (delivery.state === 'failed') return 'STEP_FAILED';
  return delivery.tried > 0 && delivery.state !== 'done' ? 'STEP_RETRY' : 'STEP_PROGRESS';
}

function failureFunctionLog(run: Run) {
  const { failure, failureCallback: delivery } = run;
  if (failure === undefined || delivery === undefined) return undefined;
  const last = delivery.attempts.at(-1);
  // The route has no failure function: SDK `src/serve/options.ts`, `createResponseData`.
  if (last?.headers['upstash-workflow-failure-callback-notfound'] !== undefined) return undefined;
  return {
    messageId: delivery.messageId,
    url: delivery.url,
    state: callbackState(delivery),
    failHeaders: shownHeaders(failure.headers),
    failStatus: failure.status,
    failResponse: textOf(failure.body),
    dlqId: failure.dlqId,
    errors: delivery.attempts.filter(isError).map(errorLog),
    responseBody: last === undefined ? undefined : textOf(last.body),
    responseStatus: last?.status,
    responseHeaders: last === undefined ? undefined : shownHeaders(last.headers),
  };
}

/** Words of `FailureFunctionLog` in the SDK's `src/client/types.ts`. */
export function callbackState(delivery: Delivery): string {
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
    body: textOf(attempt.body),
    headers: shownHeaders(attempt.headers),
    status: attempt.status,
    time: attempt.endedAt,
  };
}
