import type { TimelineEvent, TimelineType } from './timeline.js';

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
  readonly #types: TimelineType[] = [];
  readonly #runIds: (string | undefined)[] = [];
  readonly #messageIds: (string | undefined)[] = [];
  readonly #paths: (string | undefined)[] = [];
  readonly #labels: (string | undefined)[] = [];
  readonly #stepNames: (string | undefined)[] = [];
  readonly #rare = new Map<number, Rare>();

  constructor(size: number) {
    this.#size = size;
    this.#at = new Float64Array(size);
    this.#attempts = new Uint32Array(size);
    this.#statuses = new Int16Array(size);
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
    this.#types.push(event.type);
    this.#runIds.push(event.runId);
    this.#messageIds.push(event.messageId);
    this.#paths.push(event.path);
    this.#labels.push(event.label);
    this.#stepNames.push(event.stepName);
    const { dueAt, flowKey, detail } = event;
    if (dueAt !== undefined || flowKey !== undefined || detail !== undefined) {
      this.#rare.set(index, { dueAt, flowKey, detail });
    }
  }

  read(): TimelineEvent[] {
    return this.#types.map((type, index) => {
      const attempt = this.#attempts[index];
      const status = this.#statuses[index];
      return {
        at: this.#at[index] ?? 0,
        type,
        runId: this.#runIds[index],
        messageId: this.#messageIds[index],
        path: this.#paths[index],
        label: this.#labels[index],
        stepName: this.#stepNames[index],
        attempt: attempt === 0 ? undefined : attempt,
        status: status === -1 ? undefined : status,
        ...(this.#rare.get(index) ?? NOTHING),
      };
    });
  }
}

const NOTHING: Rare = { dueAt: undefined, flowKey: undefined, detail: undefined };
