import type { Accepted } from './accepted.js';
import type {
  DeadLetter,
  Delivery,
  FlowKey,
  Queue,
  Run,
  Schedule,
  Timer,
  UrlGroup,
  Waiter,
} from './entities.js';
import type { Limits } from './limits.js';
import { isLive } from './liveTimer.js';
import type { SigningKeys } from './signature.js';
import type { Timeline } from './timeline.js';
import type { Timers } from './timers.js';
import { createTimers } from './timers.js';
import { createTimeline } from './timeline.js';

/** What a second trigger with the id of a run in progress does. */
export type Collision = 'dedup10m' | 'reserved';

/** What happens to the rest of a batch when one of its elements is refused. */
export type RefusedElement = 'refuse-batch' | 'report-element';

/** All that the engine knows. Only the functions of this folder change it, and they do nothing else. */
export interface EngineState {
  readonly collision: Collision;
  readonly refusedElement: RefusedElement;
  readonly limits: Limits;
  /** Those in force: what is delivered from now on is signed with the current one. */
  signingKeys: SigningKeys;
  /** The latest run of each id. */
  readonly runs: Map<string, Run>;
  /** Every run that is kept, oldest first. */
  readonly history: Set<Run>;
  readonly deduplication: Map<string, { readonly at: number; readonly accepted: Accepted }>;
  readonly flowKeys: Map<string, FlowKey>;
  /** Steps that wait, by the event they wait for. */
  readonly waiters: Map<string, Set<Waiter>>;
  /** Oldest first. */
  readonly deadLetters: Map<string, DeadLetter>;
  /** Messages that belong to no run, and their callbacks, oldest first. */
  readonly messages: Map<string, Delivery>;
  readonly queues: Map<string, Queue>;
  readonly schedules: Map<string, Schedule>;
  readonly urlGroups: Map<string, UrlGroup>;
  readonly timers: Timers<Timer>;
  readonly ready: Delivery[];
  /** Deliveries that are with an endpoint now. */
  active: number;
  /** Messages that are not done yet, for the limit. */
  pending: number;
  readonly timeline: Timeline;
  lastId: number;
  /** How many attempts have started. */
  started: number;
}

export function createState(options: {
  readonly collision: Collision;
  readonly refusedElement: RefusedElement;
  readonly limits: Limits;
  readonly signingKeys: SigningKeys;
}): EngineState {
  return {
    ...options,
    runs: new Map(),
    history: new Set(),
    deduplication: new Map(),
    flowKeys: new Map(),
    waiters: new Map(),
    deadLetters: new Map(),
    messages: new Map(),
    queues: new Map(),
    schedules: new Map(),
    urlGroups: new Map(),
    timers: createTimers(isLive),
    ready: [],
    active: 0,
    pending: 0,
    timeline: createTimeline(options.limits.timelineEvents),
    lastId: 0,
    started: 0,
  };
}

export function nextId(state: EngineState, prefix: string): string {
  state.lastId += 1;
  return `${prefix}_${state.lastId.toString().padStart(8, '0')}`;
}
