import { fireSchedules } from './cron.js';
import type { Delivery, Timer } from './entities.js';
import { letGo } from './flowKey.js';
import { wake } from './schedule.js';
import type { EngineState } from './state.js';
import { expireWaiter } from './waits.js';

/** Takes the deliveries that may start at `now`, as many as the limit of deliveries in flight allows. */
export function takeDue(state: EngineState, now: number): readonly Delivery[] {
  fireSchedules(state, now);
  for (let timer = state.timers.takeDue(now); timer; timer = state.timers.takeDue(now)) {
    ring(state, timer, now);
  }
  const started: Delivery[] = [];
  while (state.active < state.limits.inFlight) {
    const delivery = state.ready.shift();
    if (delivery === undefined) break;
    if (delivery.state !== 'ready') continue;
    delivery.state = 'active';
    delivery.startedAt = now;
    delivery.startOrder = state.started += 1;
    state.active += 1;
    started.push(delivery);
  }
  return started;
}

/** When there will next be something to take, if time alone brings it; schedules apart, which never end. */
export function nextDue(state: EngineState): number | undefined {
  return state.timers.nextAt();
}

function ring(state: EngineState, timer: Timer, now: number): void {
  switch (timer.kind) {
    case 'delivery':
      return wake(state, timer.delivery, now);
    case 'waiter':
      return expireWaiter(state, timer.waiter, now);
    case 'flow':
      timer.key.wakesAt = undefined;
      return letGo(state, timer.key, now);
  }
}
