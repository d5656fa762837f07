import { messageOf } from '../../shared/nodeErrors.js';
import { CALLER } from '../callerIp.js';
import { readConfig, DEFAULT_RETRIES } from '../config.js';
import { nextTime } from '../cron.js';
import { parseDuration } from '../durations.js';
import type { Delivery, Schedule } from '../entities.js';
import { labelsOf } from '../message.js';
import type { Message } from '../message.js';
import { parseRedaction, shownBody, shownHeaders } from '../redaction.js';
import { nextId } from '../state.js';
import { failure } from './call.js';
import type { Call } from './call.js';
import { refuseHost } from './hosts.js';
import { readSingle } from './messages.js';
import type { ApiResponse } from './server.js';

/** `POST /v2/schedules/{destination}`; a schedule of the same id is replaced. */
export function create(call: Call): ApiResponse {
  const { state, clock } = call.runner;
  const message = readSingle(call);
  const cron = message.headers['upstash-cron'] ?? '';
  const now = clock.now();
  const next = readCron(cron, now);
  if (typeof next === 'string') return failure(400, `invalid cron ${cron}: ${next}`);
  const refused = checkDestination(call, message);
  if (refused !== undefined) return refused;
  const id = message.headers['upstash-schedule-id'] ?? nextId(state, 'scd');
  const known = state.schedules.get(id);
  if (known === undefined && state.schedules.size >= state.limits.names) {
    return failure(412, `over the limit of ${state.limits.names} schedules`);
  }
  state.schedules.set(id, {
    id,
    cron,
    message: {
      ...message,
      headers: { ...message.headers, 'upstash-schedule-id': id },
      queueName: message.headers['upstash-queue-name'],
    },
    createdAt: known?.createdAt ?? now,
    isPaused: known?.isPaused ?? false,
    lastAt: known?.lastAt,
    nextAt: next.at,
    lastMessageId: known?.lastMessageId,
  });
  return { status: 201, body: { scheduleId: id } };
}

/** `GET /v2/schedules`. */
export function list(call: Call): ApiResponse {
  const { schedules } = call.runner.state;
  return { status: 200, body: [...schedules.values()].map((schedule) => view(call, schedule)) };
}

/** `GET /v2/schedules/{scheduleId}`. */
export function get(call: Call): ApiResponse {
  return one(call, (schedule) => ({ status: 200, body: view(call, schedule) }));
}

/** `DELETE /v2/schedules/{scheduleId}`. */
export function remove(call: Call): ApiResponse {
  return one(call, ({ id }) => {
    call.runner.state.schedules.delete(id);
    return { status: 200, body: undefined };
  });
}

/** `PATCH /v2/schedules/{scheduleId}/pause`. */
export function pause(call: Call): ApiResponse {
  return one(call, (schedule) => {
    schedule.isPaused = true;
    return { status: 200, body: undefined };
  });
}

/** `PATCH /v2/schedules/{scheduleId}/resume`; what fell due in the meantime is not made up for. */
export function resume(call: Call): ApiResponse {
  return one(call, (schedule) => {
    schedule.isPaused = false;
    schedule.nextAt = nextTime(schedule.cron, call.runner.clock.now());
    return { status: 200, body: undefined };
  });
}

/** When the cron is due next, or what is wrong with it. */
function readCron(cron: string, now: number): { readonly at: number | undefined } | string {
  try {
    return { at: nextTime(cron, now) };
  } catch (error) {
    return messageOf(error);
  }
}

function checkDestination(call: Call, { destination, headers }: Message): ApiResponse | undefined {
  const isGroup = call.runner.state.urlGroups.has(destination);
  if (!isGroup && !URL.canParse(destination)) {
    return failure(400, `invalid destination url: ${destination}`);
  }
  return refuseHost(call, [
    destination,
    headers['upstash-callback'],
    headers['upstash-failure-callback'],
  ]);
}

function one(call: Call, act: (schedule: Schedule) => ApiResponse): ApiResponse {
  const id = call.params['id'] ?? '';
  const schedule = call.runner.state.schedules.get(id);
  return schedule === undefined ? failure(404, `schedule ${id} not found`) : act(schedule);
}

/** Shape: `@upstash/qstash`, `src/client/schedules.ts`, `Schedule`. */
function view({ runner }: Call, schedule: Schedule) {
  const { message, lastMessageId } = schedule;
  const { headers } = message;
  const config = readConfig(headers);
  const redaction = parseRedaction(headers['upstash-redact-fields']);
  const labels = labelsOf(message);
  const last = runner.state.messages.get(lastMessageId ?? '');
  return {
    scheduleId: schedule.id,
    cron: schedule.cron,
    createdAt: schedule.createdAt,
    destination: message.destination,
    method: headers['upstash-method'] ?? 'POST',
    header: shownHeaders(config.forward, redaction),
    ...shownBody(message.body, redaction),
    retries: config.retries ?? DEFAULT_RETRIES,
    retryDelayExpression: config.retryDelay,
    delay: (parseDuration(headers['upstash-delay'] ?? '') ?? 0) / 1_000,
    callback: config.callback?.url,
    failureCallback: config.failureCallback?.url,
    queueName: message.queueName,
    ...CALLER,
    isPaused: schedule.isPaused,
    flowControlKey: config.flowControl?.key,
    parallelism: config.flowControl?.parallelism,
    rate: config.flowControl?.rate,
    period: config.flowControl === undefined ? undefined : config.flowControl.periodMs / 1_000,
    label: labels[0],
    labels: labels.length > 0 ? labels : undefined,
    lastScheduleTime: schedule.lastAt,
    nextScheduleTime: schedule.isPaused ? undefined : schedule.nextAt,
    lastScheduleStates: last === undefined ? undefined : { [last.messageId]: stateOf(last) },
  };
}

function stateOf({ state }: Delivery): 'IN_PROGRESS' | 'SUCCESS' | 'FAIL' {
  if (state === 'done') return 'SUCCESS';
  return state === 'failed' || state === 'dropped' ? 'FAIL' : 'IN_PROGRESS';
}
