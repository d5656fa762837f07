import type { DeliveryConfig } from './config.js';
import type { FlowControl } from './flowControl.js';
import type { Limits } from './limits.js';
import type { Timeline } from './timeline.js';
import type { Timers } from './timers.js';
import { createTimers } from './timers.js';
import { createTimeline } from './timeline.js';

export type RunState = 'RUN_STARTED' | 'RUN_SUCCESS' | 'RUN_FAILED' | 'RUN_CANCELED';

/** What a second trigger with the id of a run in progress does. */
export type Collision = 'dedup10m' | 'reserved';

/** What happens to the rest of a batch when one of its elements is refused. */
export type RefusedElement = 'refuse-batch' | 'report-element';

/** The parts of a step that the engine looks at; its result stays in the entry's body. */
export interface StepInfo {
  readonly stepId: number;
  readonly stepName: string;
  readonly stepType: string;
  readonly concurrent: number;
  /** Only in a plan step of a parallel group: the step that its delivery is to run. */
  readonly targetStep: number | undefined;
}

/** One element of a run's list. The first is the initial payload, all others are steps. */
export interface Entry {
  readonly messageId: string;
  readonly step: StepInfo;
  readonly body: string;
  /** The element as it travels: JSON with the body in base64. */
  readonly raw: string;
  readonly createdAt: number;
  delivery: Delivery | undefined;
}

/** Why a run failed: the answer that ended it. */
export interface RunFailure {
  readonly at: number;
  /** 0 when there was no answer. */
  readonly status: number;
  readonly message: string;
  /** Stack of the handler's own error, when its answer carries one. */
  readonly stack: string | undefined;
  /** Step that was running, when the SDK says so (1.3 and later). */
  readonly stepName: string | undefined;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly dlqId: string;
}

export interface Run {
  readonly id: string;
  readonly url: string;
  readonly path: string;
  readonly createdAt: number;
  readonly labels: readonly string[];
  payload: string;
  config: DeliveryConfig;
  /** Whether `config` holds for all steps, not only for the first delivery. */
  keepsConfig: boolean;
  readonly entries: Entry[];
  state: RunState;
  endedAt: number | undefined;
  /** JSON text of what the workflow returned. */
  response: string | undefined;
  failure: RunFailure | undefined;
  failureCallback: Delivery | undefined;
  /** Until the endpoint's SDK has taken over a run that was started over REST. */
  awaitsSdk: boolean;
}

/** One call of an endpoint that the engine made. */
export interface Attempt {
  readonly at: number;
  readonly endedAt: number;
  /** 0 when there was no answer. */
  readonly status: number;
  readonly error: string | undefined;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The fault that was put in its way, if any. */
  readonly fault: string | undefined;
}

export type DeliveryKind = 'workflow' | 'failure-callback' | 'plain';

/** A message on its way to an endpoint, with all its attempts. */
export interface Delivery {
  readonly messageId: string;
  readonly kind: DeliveryKind;
  readonly url: string;
  readonly method: string;
  readonly path: string;
  readonly run: Run | undefined;
  /** Workflow deliveries: how many elements of the run's list go out. Fixed when the message was accepted. */
  readonly prefix: number;
  /** Body of the others. */
  readonly body: string;
  readonly config: DeliveryConfig;
  readonly createdAt: number;
  /** A copy that a fault sent; its answer changes nothing. */
  readonly isDuplicate: boolean;
  readonly attempts: Attempt[];
  state: 'scheduled' | 'held' | 'ready' | 'active' | 'done' | 'failed' | 'dropped';
  startedAt: number;
}

/** A key's limits in force and what they hold back. */
export interface FlowKey {
  readonly key: string;
  limits: FlowControl;
  active: number;
  /** Start times of the last deliveries, at most `rate` of them. */
  readonly started: number[];
  readonly waiting: Delivery[];
  /** When the rate lets the next one go, if a timer waits for it. */
  wakesAt: number | undefined;
}

/** What a timer wakes: a delivery that is due, or a flow control key whose rate allows the next one. */
export type Timer =
  | { readonly kind: 'delivery'; readonly delivery: Delivery }
  | { readonly kind: 'flow'; readonly key: FlowKey };

/** All that the engine knows. Only the functions of this folder change it, and they do nothing else. */
export interface EngineState {
  readonly collision: Collision;
  readonly refusedElement: RefusedElement;
  readonly limits: Limits;
  /** The latest run of each id. */
  readonly runs: Map<string, Run>;
  /** Every run that is kept, oldest first. */
  readonly history: Set<Run>;
  readonly deduplication: Map<string, { readonly at: number; readonly messageId: string }>;
  readonly flowKeys: Map<string, FlowKey>;
  readonly timers: Timers<Timer>;
  readonly ready: Delivery[];
  /** Deliveries that are with an endpoint now. */
  active: number;
  /** Messages that are not done yet, for the limit. */
  pending: number;
  readonly timeline: Timeline;
  lastId: number;
}

export function createState(options: {
  readonly collision: Collision;
  readonly refusedElement: RefusedElement;
  readonly limits: Limits;
}): EngineState {
  return {
    ...options,
    runs: new Map(),
    history: new Set(),
    deduplication: new Map(),
    flowKeys: new Map(),
    timers: createTimers(),
    ready: [],
    active: 0,
    pending: 0,
    timeline: createTimeline(options.limits.timelineEvents),
    lastId: 0,
  };
}

export function nextId(state: EngineState, prefix: string): string {
  state.lastId += 1;
  return `${prefix}_${state.lastId.toString().padStart(8, '0')}`;
}
