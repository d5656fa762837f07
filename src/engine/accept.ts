import { readConfig, stepConfig } from './config.js';
import { checkMessages } from './check.js';
import { parseDuration } from './durations.js';
import { purposeOf } from './message.js';
import type { Message } from './message.js';
import { schedule } from './schedule.js';
import { nextId } from './state.js';
import type { Delivery, DeliveryKind, EngineState, Run } from './state.js';
import { appendEntry } from './append.js';
import { startRun, takeOverRun } from './startRun.js';

/** The engine's answer for one accepted message. */
export interface Accepted {
  readonly messageId?: string;
  readonly url?: string;
  readonly deduplicated?: true;
  readonly workflowRunId?: string;
  readonly workflowCreatedAt?: number;
  /** Why this element was refused while the others of its batch were accepted. */
  readonly error?: string;
}

export type AcceptOutcome =
  | { readonly ok: true; readonly accepted: readonly Accepted[] }
  | { readonly ok: false; readonly status: number; readonly error: string };

/** How long the same message counts as a duplicate. Source: https://upstash.com/docs/qstash/features/deduplication */
export const DEDUPLICATION_MS = 10 * 60_000;

/**
 * Takes messages in: starts runs, appends steps, schedules deliveries.
 *
 * All or none, as a request to `/v2/batch` is, except that with `refusedElement: 'report-element'` a trigger whose run
 * id is taken is reported and the others start. Which of the two QStash does is not documented.
 */
export function accept(
  state: EngineState,
  messages: readonly Message[],
  now: number,
): AcceptOutcome {
  const check = checkMessages(state, messages);
  if (check.refusal !== undefined) return { ok: false, ...check.refusal };
  const accepted = messages.map((message, index) => {
    const error = check.elementErrors.get(index);
    return error === undefined ? acceptOne(state, message, now) : { error };
  });
  return { ok: true, accepted };
}

function acceptOne(state: EngineState, message: Message, now: number): Accepted {
  const purpose = purposeOf(message);
  switch (purpose.kind) {
    case 'trigger':
      return acceptTrigger(state, message, purpose.runId, now);
    case 'step':
      return acceptStep(state, message, purpose.runId, now);
    case 'plain':
      return acceptPlain(state, message, now);
  }
}

function acceptTrigger(state: EngineState, message: Message, runId: string, now: number): Accepted {
  const known = state.runs.get(runId);
  if (known?.awaitsSdk === true && message.headers['upstash-workflow-trigger-by-sdk'] === 'true') {
    takeOverRun(state, known, message, now);
    return deliverRun(state, known, message, now);
  }
  if (known !== undefined && isDuplicate(state, known, message, now)) {
    state.timeline.add({ at: now, type: 'deduplicated', runId, path: known.path });
    const messageId = known.entries[0]?.messageId ?? '';
    return { messageId, url: known.url, deduplicated: true, workflowRunId: runId };
  }
  return deliverRun(state, startRun(state, message, runId, now), message, now);
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
    known.payload === message.body &&
    now - known.createdAt < DEDUPLICATION_MS
  );
}

function deliverRun(state: EngineState, run: Run, message: Message, now: number): Accepted {
  const entry = run.entries[0];
  if (entry === undefined) throw new Error(`run ${run.id} has no initial entry`);
  const delivery = createDelivery({
    messageId: entry.messageId,
    kind: 'workflow',
    run,
    message,
    config: run.config,
    now,
  });
  entry.delivery = delivery;
  schedule(state, delivery, dueAt(message, now), now);
  return {
    messageId: entry.messageId,
    url: run.url,
    workflowRunId: run.id,
    workflowCreatedAt: run.createdAt,
  };
}

function acceptStep(state: EngineState, message: Message, runId: string, now: number): Accepted {
  const run = state.runs.get(runId);
  if (run === undefined) throw new Error(`run ${runId} was checked and is gone`);
  const entry = appendEntry(state, run, message.body, now);
  const config = stepConfig(message.headers, run);
  const delivery = createDelivery({
    messageId: entry.messageId,
    kind: 'workflow',
    run,
    message,
    config,
    now,
  });
  entry.delivery = delivery;
  schedule(state, delivery, dueAt(message, now), now);
  return { messageId: entry.messageId, url: message.destination };
}

function acceptPlain(state: EngineState, message: Message, now: number): Accepted {
  const duplicate = findDuplicate(state, message, now);
  if (duplicate !== undefined) {
    state.timeline.add({ at: now, type: 'deduplicated', messageId: duplicate });
    return { messageId: duplicate, url: message.destination, deduplicated: true };
  }
  const messageId = nextId(state, 'msg');
  const id = deduplicationId(message);
  if (id !== undefined) remember(state, id, messageId, now);
  const delivery = createDelivery({
    messageId,
    kind: 'plain',
    run: undefined,
    message,
    config: readConfig(message.headers),
    now,
  });
  state.timeline.add({ at: now, type: 'published', messageId, path: delivery.path });
  schedule(state, delivery, dueAt(message, now), now);
  return { messageId, url: message.destination };
}

function findDuplicate(state: EngineState, message: Message, now: number): string | undefined {
  const id = deduplicationId(message);
  const known = id === undefined ? undefined : state.deduplication.get(id);
  if (known === undefined || now - known.at >= DEDUPLICATION_MS) return undefined;
  return known.messageId;
}

/** Forgets, on the way, what is too old to count; the oldest come first. */
function remember(state: EngineState, id: string, messageId: string, now: number): void {
  for (const [known, { at }] of state.deduplication) {
    if (now - at < DEDUPLICATION_MS) break;
    state.deduplication.delete(known);
  }
  state.deduplication.set(id, { at: now, messageId });
}

function deduplicationId(message: Message): string | undefined {
  const id = message.headers['upstash-deduplication-id'];
  if (id !== undefined) return `id:${id}`;
  const byContent = message.headers['upstash-content-based-deduplication'] === 'true';
  return byContent ? `content:${message.destination}\n${message.body}` : undefined;
}

function createDelivery(options: {
  readonly messageId: string;
  readonly kind: DeliveryKind;
  readonly run: Run | undefined;
  readonly message: Message;
  readonly config: Delivery['config'];
  readonly now: number;
}): Delivery {
  const { message, run } = options;
  return {
    messageId: options.messageId,
    kind: options.kind,
    url: message.destination,
    method: message.headers['upstash-method'] ?? 'POST',
    path: new URL(message.destination).pathname,
    run,
    prefix: run?.entries.length ?? 0,
    body: run === undefined ? message.body : '',
    config: options.config,
    createdAt: options.now,
    isDuplicate: false,
    attempts: [],
    state: 'scheduled',
    startedAt: 0,
  };
}

function dueAt(message: Message, now: number): number {
  const delay = parseDuration(message.headers['upstash-delay'] ?? '') ?? 0;
  const notBeforeSeconds = Number(message.headers['upstash-not-before'] ?? 0);
  return Math.max(now + delay, Number.isFinite(notBeforeSeconds) ? notBeforeSeconds * 1_000 : 0);
}
