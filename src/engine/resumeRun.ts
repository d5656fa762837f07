import { initialEntry, isPlan } from './append.js';
import { readConfig } from './config.js';
import type { DeliveryConfig, Headers } from './config.js';
import { deliverEntry } from './deliverStep.js';
import type { Entry, Run } from './entities.js';
import { openRun } from './startRun.js';
import { nextId } from './state.js';
import type { EngineState } from './state.js';

/**
 * Goes on with a failed run where it failed: a new run, under a new id, has all its steps.
 *
 * `headers` change its retries and flow control. Deliveries that were not done go out again, and so do those that
 * started what had no result yet (a call, a wait, an invoked run): it is started once more.
 * Source: https://upstash.com/docs/workflow/features/dlq/resume
 */
export function resumeRun(state: EngineState, failed: Run, headers: Headers, now: number): Run {
  const entries = failed.entries.map((entry): Entry => ({ ...entry, delivery: undefined }));
  const run = openCopy(state, failed, { entries, headers, now });
  for (const index of openEntries(failed)) {
    const before = failed.entries[index]?.delivery?.config;
    const config = before === undefined ? run.config : override(before, readConfig(headers));
    deliverEntry(state, run, { index, config, now });
  }
  return run;
}

/**
 * Runs a failed run again from its payload, under a new id.
 *
 * Source: https://upstash.com/docs/workflow/features/dlq/restart
 */
export function restartRun(state: EngineState, failed: Run, headers: Headers, now: number): Run {
  const entries = [initialEntry(nextId(state, 'msg'), failed.payload, now)];
  const run = openCopy(state, failed, { entries, headers, now });
  deliverEntry(state, run, { index: 0, config: run.config, now });
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
    labels: failed.labels,
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

function override(kept: DeliveryConfig, own: DeliveryConfig): DeliveryConfig {
  return {
    ...kept,
    retries: own.retries ?? kept.retries,
    retryDelay: own.retryDelay ?? kept.retryDelay,
    flowControl: own.flowControl ?? kept.flowControl,
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
