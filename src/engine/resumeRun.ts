import { initialEntry, isPlan } from './append.js';
import { readConfig } from './config.js';
import type { DeliveryConfig, Headers } from './config.js';
import { dueAt } from './createDelivery.js';
import { deliverEntry } from './deliverStep.js';
import type { Entry, Run } from './entities.js';
import { labelsOf } from './message.js';
import { openRun } from './startRun.js';
import { nextId } from './state.js';
import type { EngineState } from './state.js';

/**
 * Goes on with a failed run where it failed: a new run, under a new id, has all its steps.
 *
 * `headers` change its labels and how it is delivered from now on, and may delay it. Deliveries that were not done go out again, and so do those that
 * started what had no result yet (a call, a wait, an invoked run): it is started once more.
 * Source: https://upstash.com/docs/workflow/features/dlq/resume
 */
export function resumeRun(state: EngineState, failed: Run, headers: Headers, now: number): Run {
  const entries = failed.entries.map((entry): Entry => ({ ...entry, delivery: undefined }));
  const run = openCopy(state, failed, { entries, headers, now });
  for (const index of openEntries(failed)) {
    const before = failed.entries[index]?.delivery?.config;
    const config = before === undefined ? run.config : override(before, readConfig(headers));
    deliverEntry(state, run, { index, config, at: dueAt(headers, now), now });
  }
  return run;
}

/**
 * Runs a failed run again from its payload, under a new id; `headers` as for `resumeRun`.
 *
 * Source: https://upstash.com/docs/workflow/features/dlq/restart
 */
export function restartRun(state: EngineState, failed: Run, headers: Headers, now: number): Run {
  const entries = [initialEntry(nextId(state, 'msg'), failed.payload, now)];
  const run = openCopy(state, failed, { entries, headers, now });
  const at = dueAt(headers, now);
  deliverEntry(state, run, { index: 0, config: run.config, at, now });
  return run;
}

/** The run that invoked the failed one has been told, and is not told again. */
function openCopy(
  state: EngineState,
  failed: Run,
  copy: { readonly entries: Entry[]; readonly headers: Headers; readonly now: number },
): Run {
  return openRun(state, {
    id: nextId(state, 'wfr'),
    url: failed.url,
    labels: copy.headers['upstash-label'] === undefined ? failed.labels : labelsOf(copy),
    payload: failed.payload,
    config: override(failed.config, readConfig(copy.headers)),
    keepsConfig: failed.keepsConfig,
    entries: copy.entries,
    invoker: undefined,
    redaction: failed.redaction,
    awaitsSdk: false,
    createdAt: copy.now,
  });
}

/** A failure callback that is given anew is only a URL: how it is called stays as it was. */
function override(kept: DeliveryConfig, own: DeliveryConfig): DeliveryConfig {
  const callback = own.failureCallback;
  return {
    ...kept,
    retries: own.retries ?? kept.retries,
    retryDelay: own.retryDelay ?? kept.retryDelay,
    flowControl: own.flowControl ?? kept.flowControl,
    failureCallback:
      callback === undefined
        ? kept.failureCallback
        : {
            url: callback.url,
            headers: { ...kept.failureCallback?.headers, ...callback.headers },
          },
  };
}

function openEntries(failed: Run): readonly number[] {
  const results = new Set(
    failed.entries.filter(({ step }) => !isPlan(step)).map(({ step }) => step.stepId),
  );
  const open = failed.entries.flatMap(({ step, delivery }, index) => {
    const isUndone = delivery !== undefined && delivery.state !== 'done';
    const hasNoResult = step.targetStep !== undefined && !results.has(step.targetStep);
    // The result of an invoked run that ended after the failure has not been delivered at all.
    return isUndone || hasNoResult || delivery === undefined ? [index] : [];
  });
  return open.length > 0 ? open : [failed.entries.length - 1];
}
