import { initialEntry } from './append.js';
import { keepConfig, keepsConfig, readConfig } from './config.js';
import { labelsOf } from './message.js';
import type { Message } from './message.js';
import { parseRedaction } from './redaction.js';
import { nextId } from './state.js';
import type { Invoker, Run } from './entities.js';
import type { EngineState } from './state.js';
import { cancelRun } from './endRun.js';

/** Starts a run: its list has the payload as only entry. */
export function startRun(
  state: EngineState,
  message: Message,
  start: { readonly runId: string; readonly invoker?: Invoker | undefined; readonly now: number },
): Run {
  return openRun(state, {
    id: start.runId,
    url: message.destination,
    labels: labelsOf(message),
    payload: message.body,
    config: readConfig(message.headers),
    keepsConfig: keepsConfig(message.headers),
    entries: [initialEntry(nextId(state, 'msg'), message.body, start.now)],
    invoker: start.invoker,
    redaction: parseRedaction(message.headers['upstash-redact-fields']),
    awaitsSdk: message.headers['upstash-workflow-unknown-sdk'] === 'true',
    createdAt: start.now,
  });
}

/** What a new run is made of. */
export type RunParts = Pick<
  Run,
  | 'id'
  | 'url'
  | 'labels'
  | 'payload'
  | 'config'
  | 'keepsConfig'
  | 'entries'
  | 'invoker'
  | 'redaction'
  | 'awaitsSdk'
  | 'createdAt'
>;

/** One list for all runs that have none. */
const NONE: readonly never[] = [];

/** Makes a run the latest of its id, and forgets the oldest ended one where the limit is reached. */
export function openRun(state: EngineState, parts: RunParts): Run {
  replaceRun(state, parts.id, parts.createdAt);
  // Field by field: after a spread V8 describes the fields of each run anew, which is a tenth of its memory.
  const run: Run = {
    id: parts.id,
    url: parts.url,
    labels: parts.labels,
    payload: parts.payload,
    config: parts.config,
    keepsConfig: parts.keepsConfig,
    entries: parts.entries,
    invoker: parts.invoker,
    redaction: parts.redaction,
    awaitsSdk: parts.awaitsSdk,
    createdAt: parts.createdAt,
    path: new URL(parts.url).pathname,
    state: 'RUN_STARTED',
    endedAt: undefined,
    response: undefined,
    failure: undefined,
    failureCallback: undefined,
    target: undefined,
    calls: NONE,
    waiters: NONE,
    early: NONE,
  };
  state.runs.set(run.id, run);
  state.history.add(run);
  forgetOldest(state);
  state.timeline.add({
    at: run.createdAt,
    type: 'triggered',
    runId: run.id,
    messageId: run.entries[0]?.messageId,
    path: run.path,
    label: run.labels[0],
  });
  return run;
}

/** The run of that id; the caller has checked that it goes on. */
export function runInProgress(state: EngineState, runId: string): Run {
  const run = state.runs.get(runId);
  if (run?.state !== 'RUN_STARTED') throw new Error(`run ${runId} was checked and is gone`);
  return run;
}

/** The oldest run that has ended, if any: the one that makes room for a new one. */
export function oldestEnded(state: EngineState): Run | undefined {
  for (const run of state.history) {
    if (run.state !== 'RUN_STARTED') return run;
  }
  return undefined;
}

function forgetOldest(state: EngineState): void {
  if (state.history.size <= state.limits.runs) return;
  const oldest = oldestEnded(state);
  if (oldest === undefined) return;
  state.history.delete(oldest);
  if (state.runs.get(oldest.id) === oldest) state.runs.delete(oldest.id);
}

/** Gives a run that was started over REST what its endpoint's SDK sends when it takes the run over. */
export function takeOverRun(state: EngineState, run: Run, message: Message, now: number): void {
  run.awaitsSdk = false;
  run.payload = message.body;
  run.config = keepConfig(run.config, readConfig(message.headers));
  run.keepsConfig = keepsConfig(message.headers);
  run.entries = [initialEntry(nextId(state, 'msg'), message.body, now), ...run.entries.slice(1)];
}

/**
 * A trigger that is not a duplicate takes an id over, and a first run that is in progress is canceled.
 *
 * What QStash does with the first run's messages is not documented; their appends carry the run id only, so two lists
 * under one id could not be told apart.
 */
function replaceRun(state: EngineState, runId: string, now: number): void {
  const known = state.runs.get(runId);
  if (known?.state !== 'RUN_STARTED') return;
  state.timeline.add({ at: now, type: 'replaced', runId, path: known.path });
  cancelRun(state, known, now);
}
