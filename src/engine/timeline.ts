import { EventChunk } from './eventChunk.js';
import type { TimelineEvent } from './timelineEvent.js';

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
