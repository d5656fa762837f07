import { initialEntry } from './append.js';
import { keepConfig, keepsConfig, readConfig } from './config.js';
import type { Message } from './message.js';
import { nextId } from './state.js';
import type { EngineState, Run } from './state.js';
import { cancelRun } from './endRun.js';

/** Starts a run and forgets the oldest ended one where the limit is reached. */
export function startRun(state: EngineState, message: Message, runId: string, now: number): Run {
  replaceRun(state, runId, now);
  const run: Run = {
    id: runId,
    url: message.destination,
    path: new URL(message.destination).pathname,
    createdAt: now,
    labels: readLabels(message),
    payload: message.body,
    config: readConfig(message.headers),
    keepsConfig: keepsConfig(message.headers),
    entries: [initialEntry(nextId(state, 'msg'), message.body, now)],
    state: 'RUN_STARTED',
    endedAt: undefined,
    response: undefined,
    failure: undefined,
    failureCallback: undefined,
    awaitsSdk: message.headers['upstash-workflow-unknown-sdk'] === 'true',
  };
  state.runs.set(runId, run);
  state.history.add(run);
  forgetOldest(state);
  state.timeline.add({
    at: now,
    type: 'triggered',
    runId,
    messageId: run.entries[0]?.messageId,
    path: run.path,
    label: run.labels[0],
  });
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
  run.entries[0] = initialEntry(nextId(state, 'msg'), message.body, now);
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

function readLabels(message: Message): readonly string[] {
  const text = message.headers['upstash-label'] ?? '';
  return text
    .split(',')
    .map((label) => label.trim())
    .filter((label) => label !== '');
}
