import type { Accepted } from './accepted.js';
import { isSameBody } from './body.js';
import { readConfig, stepConfig } from './config.js';
import { dueAt } from './createDelivery.js';
import { DEDUPLICATION_MS, deduplicationId, findDuplicate, rememberId } from './deduplication.js';
import { deliverEntry } from './deliverStep.js';
import type { Run } from './entities.js';
import { readInvocation } from './invocation.js';
import type { Message } from './message.js';
import { runInProgress, startRun, takeOverRun } from './startRun.js';
import type { EngineState } from './state.js';

/**
 * Starts a run, unless the same trigger has started it already: one of its run id, or one with its deduplication id.
 *
 * The API reference names `Upstash-Deduplication-Id` for messages, not for triggers, which are messages too. Whose run
 * id is answered is not documented: here that of the run that goes on, not the one that the duplicate has asked for.
 */
export function acceptTrigger(
  state: EngineState,
  message: Message,
  runId: string,
  now: number,
): Accepted {
  const known = state.runs.get(runId);
  if (known?.awaitsSdk === true && message.headers['upstash-workflow-trigger-by-sdk'] === 'true') {
    takeOverRun(state, known, message, now);
    return deliverRun(state, known, message, now);
  }
  if (known !== undefined && isDuplicate(state, known, message, now)) {
    return answerDuplicate(state, known, now);
  }
  const id = deduplicationId(message, readConfig(message.headers));
  const duplicate = id === undefined ? undefined : findDuplicate(state, id, now);
  if (duplicate !== undefined) {
    const { workflowRunId } = duplicate;
    state.timeline.add({ at: now, type: 'deduplicated', runId: workflowRunId });
    return duplicate;
  }
  const accepted = deliverRun(state, startRun(state, message, { runId, now }), message, now);
  if (id !== undefined) rememberId(state, id, accepted, now);
  return accepted;
}

/** Starts the run that a step of another one has invoked and waits for. */
export function acceptInvoke(
  state: EngineState,
  message: Message,
  runId: string,
  now: number,
): Accepted {
  const invocation = readInvocation(message.body);
  if (invocation === undefined) throw new Error('an invocation was checked and does not parse');
  const invokerRun = runInProgress(state, invocation.workflowRunId);
  const trigger: Message = { ...message, body: invocation.body };
  const known = state.runs.get(runId);
  if (known !== undefined && isDuplicate(state, known, trigger, now)) {
    return answerDuplicate(state, known, now);
  }
  const invoker = {
    run: invokerRun,
    step: invocation.step,
    config: stepConfig(invocation.headers, invokerRun),
  };
  return deliverRun(state, startRun(state, trigger, { runId, invoker, now }), trigger, now);
}

/**
 * The same id and the same body within ten minutes, while the run is in progress.
 *
 * A different body, or a later trigger, starts a new run under the same id although the first has not ended.
 */
function isDuplicate(state: EngineState, known: Run, message: Message, now: number): boolean {
  return (
    state.collision === 'dedup10m' &&
    known.state === 'RUN_STARTED' &&
    isSameBody(known.payload, message.body) &&
    now - known.createdAt < DEDUPLICATION_MS
  );
}

function answerDuplicate(state: EngineState, known: Run, now: number): Accepted {
  state.timeline.add({ at: now, type: 'deduplicated', runId: known.id, path: known.path });
  const messageId = known.entries[0]?.messageId ?? '';
  return {
    messageId,
    url: known.url,
    deduplicated: true,
    workflowRunId: known.id,
    workflowCreatedAt: known.createdAt,
  };
}

function deliverRun(state: EngineState, run: Run, message: Message, now: number): Accepted {
  deliverEntry(state, run, {
    index: 0,
    config: run.config,
    at: dueAt(message.headers, now),
    now,
  });
  return {
    messageId: run.entries[0]?.messageId ?? '',
    url: run.url,
    workflowRunId: run.id,
    workflowCreatedAt: run.createdAt,
  };
}
