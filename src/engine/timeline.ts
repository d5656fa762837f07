/** What can happen, in the words of the timeline. */
export type TimelineType =
  | 'triggered'
  | 'deduplicated'
  | 'refused'
  | 'replaced'
  | 'published'
  | 'step-appended'
  | 'waiting'
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
        const kept = events.slice(Math.ceil(limit / 2));
        forgotten += events.length - kept.length;
        events = kept;
      }
      events.push(event);
      for (const listener of listeners) listener(event);
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
