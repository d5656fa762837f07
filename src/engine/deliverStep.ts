import { appendEntry } from './append.js';
import type { Body } from './body.js';
import type { DeliveryConfig } from './config.js';
import { createDelivery } from './createDelivery.js';
import type { Entry, Run } from './entities.js';
import { schedule } from './schedule.js';
import type { EngineState } from './state.js';

/** Appends a step (JSON text) to a run's list and delivers the list up to it. */
export function deliverStep(
  state: EngineState,
  run: Run,
  step: {
    readonly body: Body;
    readonly config: DeliveryConfig;
    /** When the delivery goes out; now when left out. */
    readonly at?: number;
    readonly now: number;
  },
): Entry {
  const entry = appendEntry(state, run, step.body, step.now);
  deliverEntry(state, run, { index: run.entries.length - 1, ...step });
  return entry;
}

/** Delivers a run's list up to one of its entries. */
export function deliverEntry(
  state: EngineState,
  run: Run,
  options: {
    readonly index: number;
    readonly config: DeliveryConfig;
    readonly at?: number;
    readonly now: number;
  },
): void {
  const entry = run.entries[options.index];
  if (entry === undefined) throw new Error(`run ${run.id} has no entry ${options.index}`);
  entry.delivery = createDelivery({
    messageId: entry.messageId,
    kind: 'workflow',
    url: run.url,
    run,
    prefix: options.index + 1,
    config: options.config,
    createdAt: options.now,
  });
  schedule(state, entry.delivery, options.at ?? options.now, options.now);
}
