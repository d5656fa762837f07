import type { Attempt, Delivery, Run, RunFailure, RunState } from '../engine/index.js';
import { readReportedError, resultOf } from '../engine/index.js';

/** A step that has a result. */
export interface TestStep {
  readonly name: string;
  /** `Run`, `SleepFor`, `Call` … as the SDK names it. */
  readonly type: string;
  /** What the step returned, as the workflow gets it back: JSON. */
  readonly out: unknown;
}

/** One call of the endpoint, or of the third party of a `context.call` (kind `call`). */
export interface TestDelivery {
  /** Engine time in milliseconds since the epoch. */
  readonly at: number;
  /** 1 for the first time a message is delivered. */
  readonly attempt: number;
  /** 0 when no answer came. */
  readonly status: number;
  readonly kind: Delivery['kind'];
  /** Steps whose results the delivery carried. */
  readonly stepsDone: number;
  /** Why it failed: the message of the handler's own error, or why no answer came. */
  readonly error: string | undefined;
  /** Stack of the handler's own error. */
  readonly stack: string | undefined;
  /** The fault that was put in its way. */
  readonly fault: string | undefined;
}

/** A run as a test looks at it. */
export interface TestRun {
  readonly workflowRunId: string;
  readonly path: string;
  readonly state: RunState;
  /** What the workflow returned. */
  readonly result: unknown;
  /** What the run was triggered with: JSON, or else text, or else bytes. */
  readonly payload: unknown;
  readonly label: string | undefined;
  readonly steps: readonly TestStep[];
  /**
   * Every call of the endpoint for this run, in order, its failure callback included; beside them the calls of third
   * parties.
   */
  readonly deliveries: readonly TestDelivery[];
  /** Why the run failed: the handler's own message and stack where it threw. */
  readonly failure: RunFailure | undefined;
  /** Engine time in milliseconds since the epoch. */
  readonly createdAt: number;
  readonly endedAt: number | undefined;
}

/** Reads a run of the engine for a test. */
export function describeRun(run: Run): TestRun {
  return {
    workflowRunId: run.id,
    path: run.path,
    state: run.state,
    result: parseJson(run.response),
    payload: typeof run.payload === 'string' ? parseJson(run.payload) : run.payload,
    label: run.labels[0],
    steps: listSteps(run),
    deliveries: listDeliveries(run),
    failure: run.failure,
    createdAt: run.createdAt,
    endedAt: run.endedAt,
  };
}

/** Each step once: a step that ran twice counts with the result that came first, which is the one the SDK keeps. */
function listSteps(run: Run): readonly TestStep[] {
  const results = new Map<number, TestStep>();
  for (const entry of run.entries.slice(1)) {
    const { stepId, stepName, stepType } = entry.step;
    if (stepId === 0 || results.has(stepId)) continue;
    results.set(stepId, { name: stepName, type: stepType, out: parseJson(resultOf(entry)) });
  }
  return [...results].sort(([a], [b]) => a - b).map(([, step]) => step);
}

function listDeliveries(run: Run): readonly TestDelivery[] {
  const deliveries = [
    ...run.entries.map((entry) => entry.delivery),
    ...run.calls,
    run.failureCallback,
  ];
  return deliveries
    .flatMap((delivery) =>
      delivery === undefined
        ? []
        : delivery.attempts.map((attempt, index) => ({ delivery, attempt, index })),
    )
    .sort((a, b) => a.attempt.order - b.attempt.order)
    .map(({ delivery, attempt, index }) => describeAttempt(delivery, attempt, index));
}

function describeAttempt(delivery: Delivery, attempt: Attempt, index: number): TestDelivery {
  const reported = readReportedError(attempt);
  return {
    at: attempt.at,
    attempt: index + 1,
    status: attempt.status,
    kind: delivery.kind,
    stepsDone: Math.max(0, delivery.prefix - 1),
    error: reported.message ?? attempt.error,
    stack: reported.stack,
    fault: attempt.fault,
  };
}

/** A text that is no JSON is shown as it is, as the SDK does with a step's result. */
function parseJson(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
