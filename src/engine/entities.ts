import type { Body } from './body.js';
import type { DeliveryConfig } from './config.js';
import type { FlowControl } from './flowControl.js';
import type { GroupPlace, Message } from './message.js';
import type { Redaction } from './redaction.js';

export type RunState = 'RUN_STARTED' | 'RUN_SUCCESS' | 'RUN_FAILED' | 'RUN_CANCELED';

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
  /** The payload of the run, or the step as JSON. */
  readonly body: Body;
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
  readonly body: Body;
  readonly headers: Readonly<Record<string, string>>;
  /** How often the delivery that failed was repeated, and how often it might have been. */
  readonly retried: number;
  readonly maxRetries: number;
  readonly dlqId: string;
}

export interface Run {
  readonly id: string;
  readonly url: string;
  readonly path: string;
  readonly createdAt: number;
  readonly labels: readonly string[];
  payload: Body;
  config: DeliveryConfig;
  /** Whether `config` holds for all steps, not only for the first delivery. */
  keepsConfig: boolean;
  entries: readonly Entry[];
  state: RunState;
  endedAt: number | undefined;
  /** JSON text of what the workflow returned. */
  response: string | undefined;
  failure: RunFailure | undefined;
  failureCallback: Delivery | undefined;
  /** Where its list goes. */
  target: DeliveryTarget | undefined;
  /** Third-party calls of `context.call`, and the callbacks that bring their answers. */
  calls: readonly Delivery[];
  /** Steps that wait for an event or a webhook. */
  waiters: readonly Waiter[];
  /** Notifications that came before the step that waits for them. */
  early: readonly EarlyEvent[];
  /** The step of another run that waits for the end of this one. */
  readonly invoker: Invoker | undefined;
  readonly redaction: Redaction | undefined;
  /** Until the endpoint's SDK has taken over a run that was started over REST. */
  awaitsSdk: boolean;
}

/** One call of an endpoint that the engine made. */
export interface Attempt {
  /** Place among all attempts of the engine, as they started. */
  readonly order: number;
  readonly at: number;
  readonly endedAt: number;
  /** 0 when there was no answer. */
  readonly status: number;
  readonly error: string | undefined;
  readonly body: Body;
  readonly headers: Readonly<Record<string, string>>;
  /** The fault that was put in its way, if any. */
  readonly fault: string | undefined;
}

/**
 * - `workflow`: a run's list, to its endpoint
 * - `call`: the request of a `context.call` to a third party
 * - `callback`: the answer of a call, or of a plain message, to whoever asked for it
 * - `failure-callback`: the news that a run, or a plain message, has failed
 * - `plain`: all other messages
 */
export type DeliveryKind = 'workflow' | 'call' | 'callback' | 'failure-callback' | 'plain';

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
  readonly body: Body;
  readonly config: DeliveryConfig;
  readonly labels: readonly string[];
  readonly redaction: Redaction | undefined;
  /** The schedule that sent the message. */
  readonly scheduleId: string | undefined;
  /** The URL group that it was sent to. */
  readonly group: GroupPlace | undefined;
  /** Place in a queue, shared with the message's callbacks. */
  readonly slot: QueueSlot | undefined;
  readonly createdAt: number;
  /** A copy that a fault sent; its answer changes nothing. */
  readonly isDuplicate: boolean;
  /** Oldest first; made anew each time. */
  readonly attempts: readonly Attempt[];
  /** How many attempts there were. */
  readonly tried: number;
  state: 'scheduled' | 'held' | 'ready' | 'active' | 'done' | 'failed' | 'dropped';
  startedAt: number;
  startOrder: number;
  /** When it goes out, or went out last. */
  dueAt: number;
  /** Notes the answer to the attempt that has started last. */
  note(attempt: Attempt): void;
  /** A copy that a fault sends. */
  duplicate(): Delivery;
}

/** What all deliveries of a run's list have in common. */
export type DeliveryTarget = Pick<
  Delivery,
  | 'kind'
  | 'url'
  | 'method'
  | 'path'
  | 'run'
  | 'body'
  | 'labels'
  | 'redaction'
  | 'scheduleId'
  | 'group'
  | 'slot'
>;

/** A step that waits for an event, and goes on without it at the deadline. */
export interface Waiter {
  readonly eventId: string;
  readonly run: Run;
  readonly step: StepBody;
  /** How the delivery that wakes the run is made. */
  readonly config: DeliveryConfig;
  readonly timeout: string;
  /** Engine time in milliseconds. */
  readonly deadline: number;
  readonly headers: Readonly<Record<string, readonly string[]>>;
}

/** An event that nobody waited for yet, its data in base64. */
export interface EarlyEvent {
  readonly eventId: string;
  readonly data: string;
}

/** The step of a run that waits for the end of the run it has invoked. */
export interface Invoker {
  readonly run: Run;
  readonly step: StepBody;
  /** How the delivery that wakes the run is made. */
  readonly config: DeliveryConfig;
}

/** A step as the SDK writes it, with fields that the engine passes on unread. */
export interface StepBody {
  readonly stepId: number;
  readonly stepName: string;
  readonly stepType: string;
  readonly concurrent: number;
  readonly [field: string]: unknown;
}

/** A run or a plain message that has failed for good, kept until it is resumed, restarted, retried or deleted. */
export interface DeadLetter {
  readonly id: string;
  readonly at: number;
  /** The run that failed; `undefined` for a plain message. */
  readonly run: Run | undefined;
  readonly delivery: Delivery;
  /** The attempt that was the last one. */
  readonly attempt: Attempt;
}

/** Messages that are delivered in order, `parallelism` at a time. */
export interface Queue {
  readonly name: string;
  readonly createdAt: number;
  updatedAt: number;
  parallelism: number;
  isPaused: boolean;
  active: number;
  readonly waiting: Delivery[];
}

/** A message's place in its queue: taken when it first goes out, given back when it and its callbacks are done. */
export interface QueueSlot {
  readonly queue: Queue;
  isTaken: boolean;
  /** The message and its callbacks, as far as they are not done. */
  open: number;
}

/** A key's limits in force and what they hold back. */
export interface FlowKey {
  readonly key: string;
  limits: FlowControl;
  isPaused: boolean;
  /** Which limits messages do not change any more. */
  readonly pinned: { parallelism: boolean; rate: boolean };
  active: number;
  /** Start times of the last deliveries: those within the period, and at most `rate` of them. */
  readonly started: number[];
  readonly waiting: Delivery[];
  /** When the rate lets the next one go, if a timer waits for it. */
  wakesAt: number | undefined;
}

/** What a timer wakes: a delivery that is due, a step that has waited long enough, a key whose rate allows the next one. */
export type Timer =
  | { readonly kind: 'delivery'; readonly delivery: Delivery }
  | { readonly kind: 'waiter'; readonly waiter: Waiter }
  | { readonly kind: 'flow'; readonly key: FlowKey; readonly at: number };

/** A message that is published again and again. */
export interface Schedule {
  readonly id: string;
  /** Five fields, in UTC unless a `CRON_TZ=…` comes before them. */
  readonly cron: string;
  readonly message: Message;
  readonly createdAt: number;
  isPaused: boolean;
  lastAt: number | undefined;
  /** When it is due; `undefined` when it never is again. */
  nextAt: number | undefined;
  /** The last message it sent. */
  lastMessageId: string | undefined;
}

/** Endpoints under one name: what is published to the group goes to each of them. */
export interface UrlGroup {
  readonly name: string;
  readonly createdAt: number;
  updatedAt: number;
  endpoints: readonly GroupEndpoint[];
}

export interface GroupEndpoint {
  readonly name?: string | undefined;
  readonly url: string;
}
