import type { FlowKey } from '../entities.js';
import { letGo, openKey } from '../flowKey.js';
import { failure } from './call.js';
import type { Call } from './call.js';
import type { ApiResponse } from './server.js';

/** `GET /v2/flowControl`. */
export function list({ runner }: Call): ApiResponse {
  const now = runner.clock.now();
  return { status: 200, body: [...runner.state.flowKeys.values()].map((key) => view(key, now)) };
}

/** `GET /v2/flowControl/{key}`. */
export function get({ runner, params }: Call): ApiResponse {
  const name = params['key'] ?? '';
  const key = runner.state.flowKeys.get(name);
  if (key === undefined) return failure(404, `flow control key ${name} not found`);
  return { status: 200, body: view(key, runner.clock.now()) };
}

/** `POST /v2/flowControl/{key}/pause`: what comes under the key waits, until it is resumed. */
export function pause(call: Call): ApiResponse {
  return change(call, (key) => {
    key.isPaused = true;
  });
}

/** `POST /v2/flowControl/{key}/resume`. */
export function resume(call: Call): ApiResponse {
  return change(call, (key) => {
    key.isPaused = false;
  });
}

/** `POST /v2/flowControl/{key}/pin?parallelism=…&rate=…&period=…`: limits that messages do not change; the rate starts anew. */
export function pin(call: Call): ApiResponse {
  const parallelism = readLimit(call.query.get('parallelism'));
  const rate = readLimit(call.query.get('rate'));
  const period = readLimit(call.query.get('period'));
  return change(call, (key) => {
    key.pinned.parallelism ||= parallelism !== undefined;
    key.pinned.rate ||= rate !== undefined;
    key.limits = {
      key: key.key,
      parallelism: parallelism ?? key.limits.parallelism,
      rate: rate ?? key.limits.rate,
      periodMs: period === undefined ? key.limits.periodMs : period * 1_000,
    };
    key.started.length = 0;
  });
}

/** `POST /v2/flowControl/{key}/unpin?parallelism=true&rate=true`: the limits stay until a message changes them. */
export function unpin(call: Call): ApiResponse {
  return change(call, ({ pinned }) => {
    if (call.query.get('parallelism') === 'true') pinned.parallelism = false;
    if (call.query.get('rate') === 'true') pinned.rate = false;
  });
}

/** `POST /v2/flowControl/{key}/resetRate`: a new period begins. */
export function resetRate(call: Call): ApiResponse {
  return change(call, (key) => {
    key.started.length = 0;
  });
}

/** `GET /v2/globalParallelism`. */
export function global({ runner }: Call): ApiResponse {
  const { active, limits } = runner.state;
  return { status: 200, body: { parallelismMax: limits.inFlight, parallelismCount: active } };
}

/** A key that no message has named yet can be paused and pinned ahead of the first one. */
function change(call: Call, act: (key: FlowKey) => void): ApiResponse {
  const { state, clock } = call.runner;
  const name = call.params['key'] ?? '';
  if (!state.flowKeys.has(name) && state.flowKeys.size >= state.limits.flowKeys) {
    return failure(412, `over the limit of ${state.limits.flowKeys} flow control keys`);
  }
  const key = openKey(state, name);
  act(key);
  letGo(state, key, clock.now());
  return { status: 200, body: undefined };
}

function readLimit(text: string | null): number | undefined {
  const limit = Number(text);
  return Number.isInteger(limit) && limit > 0 ? limit : undefined;
}

/** Shape: `@upstash/qstash`, `src/client/flow-control.ts`. */
function view(key: FlowKey, now: number) {
  const started = key.started.filter((at) => at > now - key.limits.periodMs);
  return {
    flowControlKey: key.key,
    waitListSize: key.waiting.length,
    parallelismMax: key.limits.parallelism ?? 0,
    parallelismCount: key.active,
    rateMax: key.limits.rate ?? 0,
    rateCount: started.length,
    ratePeriod: key.limits.periodMs / 1_000,
    ratePeriodStart: Math.floor((started[0] ?? now) / 1_000),
    isPaused: key.isPaused,
    isPinnedParallelism: key.pinned.parallelism,
    isPinnedRate: key.pinned.rate,
  };
}
