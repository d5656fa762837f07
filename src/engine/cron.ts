import { Cron } from 'croner';
import { acceptPlain } from './acceptPlain.js';
import type { Schedule } from './entities.js';
import type { EngineState } from './state.js';
import { allEndpoints } from './urlGroups.js';

/** The next time a cron expression names after `now`; `undefined` when there is none. Throws when it does not parse. */
export function nextTime(expression: string, now: number): number | undefined {
  const zoned = /^CRON_TZ=(\S+)\s+(.*)$/.exec(expression);
  const cron = new Cron(zoned?.[2] ?? expression, {
    timezone: zoned?.[1] ?? 'UTC',
    mode: '5-part',
    paused: true,
  });
  return cron.nextRun(new Date(now))?.getTime();
}

/** When the next schedule is due. */
export function nextFire(state: EngineState): number | undefined {
  let earliest: number | undefined;
  for (const { isPaused, nextAt } of state.schedules.values()) {
    if (isPaused || nextAt === undefined) continue;
    if (earliest === undefined || nextAt < earliest) earliest = nextAt;
  }
  return earliest;
}

/** Publishes the messages of the schedules that are due. */
export function fireSchedules(state: EngineState, now: number): void {
  for (const schedule of state.schedules.values()) {
    if (!schedule.isPaused && schedule.nextAt !== undefined && schedule.nextAt <= now) {
      fire(state, schedule, now);
    }
  }
}

function fire(state: EngineState, schedule: Schedule, now: number): void {
  schedule.lastAt = schedule.nextAt;
  schedule.nextAt = nextTime(schedule.cron, now);
  for (const message of allEndpoints(state, schedule.message)) {
    // A group that was removed in the meantime: there is nowhere to send it.
    if (!URL.canParse(message.destination)) continue;
    schedule.lastMessageId = acceptPlain(state, message, now).messageId;
  }
}
