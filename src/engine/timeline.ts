import { EventChunk } from './eventChunk.js';

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

/** The events in order, oldest first; past the limit the oldest are forgotten, many at a time, and `forgotten` counts them. */
export interface Timeline {
  /** Made anew each time: an event is kept in a smaller form. */
  readonly events: readonly TimelineEvent[];
  readonly forgotten: number;
  add(event: TimelineEvent): void;
  /** Hears every event from now on; returns how to stop. */
  subscribe(listener: (event: TimelineEvent) => void): () => void;
}

/** Events that are forgotten together. */
const CHUNK = 4_096;

export function createTimeline(limit: number): Timeline {
  const size = Math.max(1, Math.min(CHUNK, Math.floor(limit / 2)));
  let chunks: readonly EventChunk[] = [];
  let last: EventChunk | undefined;
  let forgotten = 0;
  const listeners = new Set<(event: TimelineEvent) => void>();
  return {
    get events() {
      return chunks.flatMap((chunk) => chunk.read());
    },
    get forgotten() {
      return forgotten;
    },
    add(event) {
      if (last === undefined || last.isFull) {
        if ((chunks.length + 1) * size > limit) {
          forgotten += chunks[0]?.length ?? 0;
          chunks = chunks.slice(1);
        }
        last = new EventChunk(size);
        chunks = [...chunks, last];
      }
      last.add(event);
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
