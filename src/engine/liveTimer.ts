import type { Timer } from './entities.js';

/** Whether a timer still has something to wake. */
export function isLive(timer: Timer): boolean {
  switch (timer.kind) {
    case 'delivery':
      return timer.delivery.state === 'scheduled';
    case 'waiter':
      return timer.waiter.run.waiters.includes(timer.waiter);
    case 'flow':
      return timer.key.wakesAt === timer.at && timer.key.waiting.length > 0;
  }
}
