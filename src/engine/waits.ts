import type { DeliveryConfig } from './config.js';
import { deliverStep } from './deliverStep.js';
import { parseDuration } from './durations.js';
import type { Run, StepBody, Waiter } from './entities.js';
import type { EngineState } from './state.js';

/** How long a step waits when it does not say. Source: https://upstash.com/docs/workflow/basics/context/waitForEvent */
const DEFAULT_TIMEOUT = '7d';

export interface Wait {
  readonly eventId: string;
  readonly step: StepBody;
  readonly config: DeliveryConfig;
  readonly timeout: string | undefined;
  readonly headers: Waiter['headers'];
}

/**
 * Lets a step wait for an event; one that has come for its run already is taken at once.
 *
 * A step that waits already, because its delivery was repeated, does not wait twice.
 */
export function startWaiting(state: EngineState, run: Run, wait: Wait, now: number): void {
  if (run.waiters.some(({ step }) => step.stepId === wait.step.stepId)) return;
  const timeout = wait.timeout ?? DEFAULT_TIMEOUT;
  const deadline = now + (parseDuration(timeout) ?? 0);
  const waiter: Waiter = { ...wait, run, timeout, deadline };
  run.waiters = [...run.waiters, waiter];
  const early = run.early.find(({ eventId }) => eventId === wait.eventId);
  if (early !== undefined) {
    run.early = run.early.filter((event) => event !== early);
    wakeUp(state, waiter, { out: early.data, waitTimeout: false }, now);
    return;
  }
  const others = state.waiters.get(wait.eventId);
  if (others === undefined) state.waiters.set(wait.eventId, new Set([waiter]));
  else others.add(waiter);
  state.timers.add(deadline, { kind: 'waiter', waiter });
  state.timeline.add({
    at: now,
    type: 'waiting',
    runId: run.id,
    path: run.path,
    label: run.labels[0],
    stepName: wait.step.stepName,
    dueAt: deadline,
    detail: wait.eventId,
  });
}

export interface Notified {
  readonly waiter: Waiter;
  readonly messageId: string;
}

/** Wakes all that wait for an event, with its data in base64; nobody gets it later. */
export function notifyAll(
  state: EngineState,
  eventId: string,
  data: string,
  now: number,
): readonly Notified[] {
  return [...(state.waiters.get(eventId) ?? [])].map((waiter) => ({
    waiter,
    messageId: wakeUp(state, waiter, { out: data, waitTimeout: false }, now),
  }));
}

/** Wakes the step of a run that waits for an event, or keeps the data for the step that will (`undefined`). */
export function notifyRun(
  state: EngineState,
  run: Run,
  event: { readonly eventId: string; readonly data: string; readonly now: number },
): Notified | undefined {
  const waiter = run.waiters.find(({ eventId }) => eventId === event.eventId);
  if (waiter !== undefined) {
    const woken = { out: event.data, waitTimeout: false };
    return { waiter, messageId: wakeUp(state, waiter, woken, event.now) };
  }
  run.early = [...run.early, { eventId: event.eventId, data: event.data }];
  return undefined;
}

/** A step has waited long enough. */
export function expireWaiter(state: EngineState, waiter: Waiter, now: number): void {
  if (waiter.run.waiters.includes(waiter)) wakeUp(state, waiter, { waitTimeout: true }, now);
}

/** A run has ended: nothing of it waits any more. */
export function dropWaiters(state: EngineState, run: Run): void {
  for (const waiter of run.waiters) forget(state, waiter);
  run.early = [];
}

function wakeUp(
  state: EngineState,
  waiter: Waiter,
  result: { readonly out?: string; readonly waitTimeout: boolean },
  now: number,
): string {
  forget(state, waiter);
  const { run, step, eventId, timeout, config } = waiter;
  const body = JSON.stringify({ ...step, waitEventId: eventId, timeout, ...result });
  return deliverStep(state, run, { body, config, now }).messageId;
}

function forget(state: EngineState, waiter: Waiter): void {
  const { run } = waiter;
  run.waiters = run.waiters.filter((one) => one !== waiter);
  const others = state.waiters.get(waiter.eventId);
  others?.delete(waiter);
  if (others?.size === 0) state.waiters.delete(waiter.eventId);
}
