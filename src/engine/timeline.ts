/** What can happen, in the words of the timeline. */
export type TimelineType =
  | 'triggered'
  | 'deduplicated'
  | 'refused'
  | 'replaced'
  | 'published'
  | 'step-appended'
  | 'waiting'
  | 'delayed'
  | 'held'
  | 'delivered'
  | 'answered'
  | 'retry-scheduled'
  | 'delivery-failed'
  | 'delivery-dropped'
  | 'fault'
  | 'run-succeeded'
  | 'run-failed'
  | 'run-canceled';

/** One thing that happened; times are engine time in milliseconds since the epoch. */
export interface TimelineEvent {
  readonly at: number;
  readonly type: TimelineType;
  readonly runId?: string | undefined;
  readonly messageId?: string | undefined;
  /** Path of the endpoint. */
  readonly path?: string | undefined;
  /** First label of the run. */
  readonly label?: string | undefined;
  readonly stepName?: string | undefined;
  /** 1 for the first delivery of a message. */
  readonly attempt?: number | undefined;
  readonly status?: number | undefined;
  /** When the thing that was announced is due. */
  readonly dueAt?: number | undefined;
  /** Flow control key that holds a delivery. */
  readonly flowKey?: string | undefined;
  readonly detail?: string | undefined;
}

/** The events in order, oldest first; past the limit the oldest half is forgotten and `forgotten` counts them. */
export interface Timeline {
  readonly events: readonly TimelineEvent[];
  readonly forgotten: number;
  add(event: TimelineEvent): void;
  /** Hears every event from now on; returns how to stop. */
  subscribe(listener: (event: TimelineEvent) => void): () => void;
  clear(): void;
}

export function createTimeline(limit: number): Timeline {
  let events: TimelineEvent[] = [];
  let forgotten = 0;
  const listeners = new Set<(event: TimelineEvent) => void>();
  return {
    get events() {
      return events;
    },
    get forgotten() {
      return forgotten;
    },
    add(event) {
      if (events.length >= limit) {
        const newest = events.slice(Math.ceil(limit / 2));
        forgotten += events.length - newest.length;
        events = newest;
      }
      const kept = inOneShape(event);
      events.push(kept);
      for (const listener of listeners) listener(kept);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear() {
      events = [];
      forgotten = 0;
    },
  };
}

/** Objects that all have the same fields take a third of the memory, and there are many. */
function inOneShape(event: TimelineEvent): TimelineEvent {
  return {
    at: event.at,
    type: event.type,
    runId: event.runId,
    messageId: event.messageId,
    path: event.path,
    label: event.label,
    stepName: event.stepName,
    attempt: event.attempt,
    status: event.status,
    dueAt: event.dueAt,
    flowKey: event.flowKey,
    detail: event.detail,
  };
}
