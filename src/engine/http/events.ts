import { z } from 'zod';
import { stepSchema } from '../append.js';
import { base64Of } from '../body.js';
import { checkProgress, followsOn } from '../check.js';
import { stepConfig } from '../config.js';
import type { Run, Waiter } from '../entities.js';
import { notifyAll, notifyRun, startWaiting } from '../waits.js';
import type { Notified } from '../waits.js';
import { failure, jsonBody } from './call.js';
import type { Call } from './call.js';
import type { ApiResponse } from './server.js';

/** Source: SDK `src/types.ts`, `WaitRequest`. */
const waitSchema = z.object({
  timeout: z.union([z.string(), z.number()]).optional(),
  timeoutHeaders: z.record(z.string(), z.array(z.string())).default({}),
  step: stepSchema,
});

/** `POST /v2/wait/{eventId}`: a step of a run waits for an event or for a webhook. */
export function wait(call: Call): ApiResponse {
  const { runner, request, params } = call;
  const parsed = waitSchema.safeParse(jsonBody(call));
  // Not 400, which the SDK would swallow.
  if (!parsed.success) return failure(422, `invalid wait: ${z.prettifyError(parsed.error)}`);
  const runId = request.headers['upstash-workflow-runid'] ?? '';
  const refusal = checkProgress(runner.state, runId, parsed.data.step);
  if (refusal !== undefined) return failure(refusal.status, refusal.error);
  const { step, timeout, timeoutHeaders } = parsed.data;
  const refused = runner.refusedAppend(runId, step);
  if (refused !== undefined) return failure(refused, 'fault: the wait was refused');
  const run = findRun(call, runId);
  if (run === undefined || !followsOn(run, { targetStep: undefined, ...step })) {
    return failure(400, `step ${step.stepId} does not follow in workflow run ${runId}`);
  }
  startWaiting(
    runner.state,
    run,
    {
      eventId: params['event'] ?? '',
      step,
      config: stepConfig(request.headers, run),
      timeout: timeout === undefined ? undefined : String(timeout),
      headers: timeoutHeaders,
    },
    runner.clock.now(),
  );
  return { status: 200, body: undefined };
}

/** `POST /v2/notify/{eventId}`: wakes all that wait for the event now; who comes later does not get it. */
export function notify(call: Call): ApiResponse {
  const { runner, params } = call;
  const data = base64Of(call.request.body);
  const notified = notifyAll(runner.state, params['event'] ?? '', data, runner.clock.now());
  return { status: 201, body: notified.map(notifyResponse) };
}

/**
 * `POST /v2/notify/{workflowRunId}/{eventId}`: wakes the run's step, or keeps the event for it.
 *
 * A list, as the SDK types it (`makeNotifyRequest` in `src/client/utils.ts`); the OpenAPI document has its one element.
 */
export function notifyOne(call: Call): ApiResponse {
  const outcome = bringEvent(call, base64Of(call.request.body));
  if ('status' in outcome) return outcome;
  return {
    status: 201,
    body: outcome.notified === undefined ? [] : [notifyResponse(outcome.notified)],
  };
}

/** `GET /v2/waiters/{eventId}`. */
export function waiters({ runner, params }: Call): ApiResponse {
  const waiting = runner.state.waiters.get(params['event'] ?? '') ?? [];
  return { status: 200, body: [...waiting].map(waiterView) };
}

/**
 * `ANY /v2/workflows/hooks/{userId}/{runId}/{eventId}`: a third party calls the URL of `context.createWebhook`.
 *
 * It has no token, only the URL. A call that comes before the step that waits for it is kept.
 */
export function hook(call: Call): ApiResponse {
  const { request } = call;
  const event = {
    method: request.method,
    header: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, [value]]),
    ),
    body: base64Of(request.body),
    proto: 'http',
    host: request.headers['host'] ?? '',
    url: request.target,
  };
  const outcome = bringEvent(call, base64Of(JSON.stringify(event)));
  return 'status' in outcome ? outcome : { status: 200, body: {} };
}

function bringEvent(
  call: Call,
  data: string,
): { readonly notified: Notified | undefined } | ApiResponse {
  const { runner, params } = call;
  const runId = params['run'] ?? '';
  const run = findRun(call, runId);
  if (run === undefined) return failure(404, `workflow run ${runId} not found`);
  if (run.state !== 'RUN_STARTED') {
    return failure(400, `workflow run ${runId} has already ended: ${run.state}`);
  }
  const { earlyNotifications, earlyBytes } = runner.state.limits;
  if (run.early.length >= earlyNotifications) {
    return failure(412, `over the limit of ${earlyNotifications} notifications that nobody awaits`);
  }
  const bytes = run.early.reduce((sum, early) => sum + early.data.length, data.length);
  if (bytes > earlyBytes) {
    return failure(
      412,
      `over the limit of ${earlyBytes} bytes of notifications that nobody awaits`,
    );
  }
  const event = { eventId: params['event'] ?? '', data, now: runner.clock.now() };
  return { notified: notifyRun(runner.state, run, event) };
}

/** Shape: SDK `src/types.ts`, `NotifyResponse`. */
function notifyResponse({ waiter, messageId }: Notified) {
  return {
    waiter: waiterView(waiter),
    messageId,
    workflowRunId: waiter.run.id,
    workflowCreatedAt: waiter.run.createdAt,
  };
}

/** Shape: SDK `src/types.ts`, `Waiter`; the deadline is in seconds. */
function waiterView({ run, deadline, headers }: Waiter) {
  return {
    url: run.url,
    deadline: Math.floor(deadline / 1_000),
    headers,
    timeoutUrl: run.url,
    timeoutHeaders: headers,
  };
}

function findRun({ runner }: Call, runId: string): Run | undefined {
  return runner.state.runs.get(runId);
}
