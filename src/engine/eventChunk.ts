import { TIMELINE_TYPES } from './timelineEvent.js';
import type { TimelineEvent } from './timelineEvent.js';

type Texts = (string | undefined)[];

/** What few events have. */
type Rare = Pick<TimelineEvent, 'dueAt' | 'flowKey' | 'detail'>;

/**
 * A number of events, field by field instead of object by object.
 *
 * There are a dozen for a run of three steps, and as objects they were a third of what a run takes.
 */
export class EventChunk {
  length = 0;
  readonly #size: number;
  readonly #at: Float64Array;
  /** 0 where there is none. */
  readonly #attempts: Uint32Array;
  /** -1 where there is none. */
  readonly #statuses: Int16Array;
  /** Places in `TIMELINE_TYPES`. */
  readonly #types: Uint8Array;
  readonly #runIds: Texts;
  readonly #messageIds: Texts;
  readonly #paths: Texts;
  readonly #labels: Texts;
  readonly #stepNames: Texts;
  readonly #rare = new Map<number, Rare>();

  constructor(size: number) {
    this.#size = size;
    this.#at = new Float64Array(size);
    this.#attempts = new Uint32Array(size);
    this.#statuses = new Int16Array(size);
    this.#types = new Uint8Array(size);
    this.#runIds = texts(size);
    this.#messageIds = texts(size);
    this.#paths = texts(size);
    this.#labels = texts(size);
    this.#stepNames = texts(size);
  }

  get isFull(): boolean {
    return this.length >= this.#size;
  }

  add(event: TimelineEvent): void {
    const index = this.length;
    this.length += 1;
    this.#at[index] = event.at;
    this.#attempts[index] = event.attempt ?? 0;
    this.#statuses[index] = event.status ?? -1;
    this.#types[index] = TIMELINE_TYPES.indexOf(event.type);
    this.#runIds[index] = event.runId;
    this.#messageIds[index] = event.messageId;
    this.#paths[index] = event.path;
    this.#labels[index] = event.label;
    this.#stepNames[index] = event.stepName;
    const { dueAt, flowKey, detail } = event;
    if (dueAt !== undefined || flowKey !== undefined || detail !== undefined) {
      this.#rare.set(index, { dueAt, flowKey, detail });
    }
  }

  read(): TimelineEvent[] {
    return Array.from({ length: this.length }, (_, index) => this.#readOne(index));
  }

  #readOne(index: number): TimelineEvent {
    const attempt = this.#attempts[index];
    const status = this.#statuses[index];
    return {
      at: this.#at[index] ?? 0,
      type: TIMELINE_TYPES[this.#types[index] ?? 0] ?? 'triggered',
      runId: this.#runIds[index],
      messageId: this.#messageIds[index],
      path: this.#paths[index],
      label: this.#labels[index],
      stepName: this.#stepNames[index],
      attempt: attempt === 0 ? undefined : attempt,
      status: status === -1 ? undefined : status,
      ...(this.#rare.get(index) ?? NOTHING),
    };
  }
}

const NOTHING: Rare = { dueAt: undefined, flowKey: undefined, detail: undefined };

/** As long as it will be: an array that grows leaves copies behind. */
function texts(size: number): Texts {
  return Array.from({ length: size }, () => undefined);
}
