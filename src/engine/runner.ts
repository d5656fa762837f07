import { TrifoldError } from '../shared/errors.js';
import { takeAnswer } from './answer.js';
import type { Clock } from './clock.js';
import { callEndpoint } from './deliver.js';
import type { Transport } from './deliver.js';
import type { FaultRule, Faults } from './faults.js';
import { outgoingRequest } from './outgoing.js';
import { isOwnAppend } from './ownAppend.js';
import type { SentStep } from './ownAppend.js';
import { subjectOf } from './subject.js';
import { nextFire } from './cron.js';
import { nextDue, takeDue } from './due.js';
import { postpone, schedule, stepBack } from './schedule.js';
import type { Delivery } from './entities.js';
import type { EngineState } from './state.js';

export interface RunnerOptions {
  readonly clock: Clock;
  readonly transport: Transport;
  readonly faults: Faults;
  readonly createState: () => EngineState;
}

/** Engine time that a `delay` fault adds. */
const DEFAULT_FAULT_DELAY_MS = 60_000;

/** Carries out what the state asks for: calls endpoints when they are due and feeds their answers back. */
export class Runner {
  state: EngineState;
  readonly clock: Clock;
  readonly #options: RunnerOptions;
  readonly #listeners = new Set<() => void>();
  readonly #delayed = new WeakSet<Delivery>();
  /** Deliveries whose appends a fault refuses now, with the status. */
  readonly #refusedAppends = new Map<Delivery, number>();
  #isStopped = false;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.clock = options.clock;
    this.state = options.createState();
  }

  /** Starts what is due and sets the alarm for the rest. To be called after every change of the state. */
  pump(): void {
    if (this.#isStopped) return;
    const { state, clock } = this;
    for (const delivery of takeDue(state, clock.now())) void this.#deliver(state, delivery);
    clock.wakeAt(this.#nextEvent(), () => this.pump());
    for (const listener of this.#listeners) listener();
  }

  /** The status with which a fault refuses the step, or the end (`undefined`), that this run sends now. */
  refusedAppend(runId: string, step: SentStep | undefined): number | undefined {
    for (const [delivery, status] of this.#refusedAppends) {
      if (delivery.run?.id === runId && isOwnAppend(delivery, step)) return status;
    }
    return undefined;
  }

  async idle(): Promise<void> {
    await this.#until(() => this.state.active === 0 && !this.#isDue());
  }

  async settle(): Promise<void> {
    if (!this.clock.isVirtual) {
      return this.#until(() => this.state.active === 0 && nextDue(this.state) === undefined);
    }
    while (await this.advanceToNext());
  }

  async advance(ms: number): Promise<void> {
    const target = this.clock.now() + ms;
    for (;;) {
      await this.idle();
      const next = this.#nextEvent();
      if (next === undefined || next > target) break;
      this.#moveTo(next);
    }
    this.#moveTo(target);
    await this.idle();
  }

  async advanceToNext(): Promise<boolean> {
    await this.idle();
    const next = nextDue(this.state);
    if (next === undefined) return false;
    // Schedules are no work that is left, but those on the way are due.
    this.#moveTo(Math.min(next, nextFire(this.state) ?? next));
    await this.idle();
    return true;
  }

  reset(): void {
    this.state = this.#options.createState();
    this.#refusedAppends.clear();
    this.pump();
  }

  stop(): void {
    this.#isStopped = true;
    this.clock.wakeAt(undefined, () => undefined);
    for (const listener of this.#listeners) listener();
  }

  async #deliver(state: EngineState, delivery: Delivery): Promise<void> {
    const fault = this.#strike(state, delivery);
    if (fault?.kind === 'delay') {
      this.#delayed.add(delivery);
      const now = this.clock.now();
      postpone(state, delivery, now + (fault.delayMs ?? DEFAULT_FAULT_DELAY_MS), now);
      return this.pump();
    }
    if (fault?.kind === 'reorder') {
      this.#delayed.add(delivery);
      stepBack(state, delivery);
      // Those that were taken together with it start first.
      await Promise.resolve();
      return this.pump();
    }
    if (fault?.kind === 'duplicate') sendDuplicate(state, delivery, this.clock.now());
    if (fault?.kind === 'fail-append') this.#refusedAppends.set(delivery, fault.status ?? 500);
    const answer = await callEndpoint(this.#request(state, delivery), {
      transport: this.#options.transport,
      clock: this.clock,
      answerMs: Math.min(state.limits.answerMs, delivery.config.timeoutMs ?? Infinity),
      answerBytes: state.limits.answerBytes,
      fault,
    });
    this.#refusedAppends.delete(delivery);
    takeAnswer(state, delivery, answer, this.clock.now());
    this.pump();
  }

  #request(state: EngineState, delivery: Delivery): Request {
    state.timeline.add({
      ...subjectOf(delivery),
      at: this.clock.now(),
      type: 'delivered',
      attempt: delivery.tried + 1,
    });
    return outgoingRequest(delivery, {
      signingKeys: state.signingKeys,
      inlineBytes: state.limits.inlineBytes,
      wall: this.clock.wall(),
    });
  }

  #strike(state: EngineState, delivery: Delivery): FaultRule | undefined {
    if (this.#delayed.delete(delivery)) return undefined;
    const fault = this.#options.faults.strike(delivery);
    if (fault === undefined) return undefined;
    state.timeline.add({
      ...subjectOf(delivery),
      at: this.clock.now(),
      type: 'fault',
      attempt: delivery.tried + 1,
      detail: fault.kind,
    });
    return fault;
  }

  #nextEvent(): number | undefined {
    const due = nextDue(this.state);
    const fire = nextFire(this.state);
    if (due === undefined || fire === undefined) return due ?? fire;
    return Math.min(due, fire);
  }

  #moveTo(at: number): void {
    this.clock.moveTo(at);
    this.pump();
  }

  #isDue(): boolean {
    const next = this.#nextEvent();
    return this.state.ready.length > 0 || (next !== undefined && next <= this.clock.now());
  }

  async #until(isReached: () => boolean): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const check = () => {
        if (!this.#isStopped && !isReached()) return;
        this.#listeners.delete(check);
        if (!this.#isStopped) return resolve();
        reject(
          new TrifoldError('ENGINE_DISPOSED', 'the engine was disposed while something waited', {
            fix: 'await what you wait for before you dispose the engine',
          }),
        );
      };
      this.#listeners.add(check);
      check();
    });
  }
}

function sendDuplicate(state: EngineState, delivery: Delivery, now: number): void {
  schedule(state, delivery.duplicate(), now, now);
}
