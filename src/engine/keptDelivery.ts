import { bodyFrom, cut } from './body.js';
import type { Body } from './body.js';
import type { DeliveryConfig } from './config.js';
import type {
  Attempt,
  Delivery,
  DeliveryKind,
  DeliveryTarget,
  QueueSlot,
  Run,
} from './entities.js';
import type { GroupPlace } from './message.js';
import type { Redaction } from './redaction.js';

/** What one delivery has of its own from the beginning. */
interface OwnParts {
  readonly messageId: string;
  readonly config: DeliveryConfig;
  readonly prefix?: number;
  readonly createdAt: number;
}

/**
 * A delivery in little memory, because there are tens of thousands.
 *
 * What it shares with others is kept once; times are counted from its creation, small numbers that V8 keeps in place;
 * and most deliveries are tried once and answered well, for which a status is enough.
 */
export class KeptDelivery implements Delivery {
  readonly messageId: string;
  readonly config: DeliveryConfig;
  readonly prefix: number;
  readonly createdAt: number;
  readonly isDuplicate: boolean;
  state: Delivery['state'] = 'scheduled';
  startOrder = 0;
  readonly #target: DeliveryTarget;
  #startedIn = 0;
  #dueIn = 0;
  #answeredIn = 0;
  /** Status of the last attempt where nothing else is to be said of it; 0 where there is none. */
  #goodStatus = 0;
  #others: readonly Attempt[] = NONE;

  constructor(own: OwnParts, target: DeliveryTarget, isDuplicate = false) {
    this.messageId = own.messageId;
    this.config = own.config;
    this.prefix = own.prefix ?? 0;
    this.createdAt = own.createdAt;
    this.isDuplicate = isDuplicate;
    this.#target = target;
  }

  get kind(): DeliveryKind {
    return this.#target.kind;
  }
  get url(): string {
    return this.#target.url;
  }
  get method(): string {
    return this.#target.method;
  }
  get path(): string {
    return this.#target.path;
  }
  get run(): Run | undefined {
    return this.#target.run;
  }
  get body(): Body {
    return this.#target.body;
  }
  get labels(): readonly string[] {
    return this.#target.labels;
  }
  get redaction(): Redaction | undefined {
    return this.#target.redaction;
  }
  get scheduleId(): string | undefined {
    return this.#target.scheduleId;
  }
  get group(): GroupPlace | undefined {
    return this.#target.group;
  }
  get slot(): QueueSlot | undefined {
    return this.#target.slot;
  }

  get startedAt(): number {
    return this.createdAt + this.#startedIn;
  }
  set startedAt(at: number) {
    this.#startedIn = between(this.createdAt, at);
  }
  get dueAt(): number {
    return this.createdAt + this.#dueIn;
  }
  set dueAt(at: number) {
    this.#dueIn = between(this.createdAt, at);
  }

  get tried(): number {
    return this.#others.length + (this.#goodStatus === 0 ? 0 : 1);
  }

  get attempts(): readonly Attempt[] {
    if (this.#goodStatus === 0) return this.#others;
    const last: Attempt = {
      order: this.startOrder,
      at: this.startedAt,
      endedAt: this.createdAt + this.#answeredIn,
      status: this.#goodStatus,
      error: undefined,
      body: '',
      headers: {},
      fault: undefined,
    };
    return [...this.#others, last];
  }

  note(attempt: Attempt): void {
    this.#others = this.attempts.map(shortened);
    this.#goodStatus = 0;
    if (!isPlainSuccess(attempt)) {
      this.#others = [...this.#others, attempt];
      return;
    }
    this.#goodStatus = attempt.status;
    this.#answeredIn = between(this.createdAt, attempt.endedAt);
  }

  duplicate(): Delivery {
    const copy = new KeptDelivery(this, this.#target, true);
    copy.#others = this.attempts;
    return copy;
  }
}

const NONE: readonly Attempt[] = [];

/** Bytes that are kept of the answer to an attempt when there was another one after it. */
const EARLIER_BYTES = 10_000;

function shortened(attempt: Attempt): Attempt {
  if (attempt.body.length <= EARLIER_BYTES) return attempt;
  const bytes = Buffer.from(attempt.body);
  return { ...attempt, body: bodyFrom(cut(bytes, EARLIER_BYTES)) };
}

/** A difference of two large numbers is kept as a large one, although it is 0. */
function between(from: number, to: number): number {
  return from === to ? 0 : to - from;
}

function isPlainSuccess({ status, error, body, headers, fault }: Attempt): boolean {
  const isSuccess = status >= 200 && status < 300;
  const saysNothing = body === '' && Object.keys(headers).length === 0;
  return isSuccess && saysNothing && error === undefined && fault === undefined;
}
