const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Milliseconds in the unit that a person would take: `0.4 s`, `12 s`, `33 min`, `2.5 h`. */
export function durationText(ms: number): string {
  const duration = Math.max(0, ms);
  if (duration < 10 * SECOND) return `${(duration / SECOND).toFixed(1)} s`;
  if (duration < 2 * MINUTE) return `${String(Math.round(duration / SECOND))} s`;
  if (duration < 2 * HOUR) return `${String(Math.round(duration / MINUTE))} min`;
  return `${(duration / HOUR).toFixed(1)} h`;
}

/** Local time of the day, as a person reads a log; with its date where that is not the day of `now`. */
export function timeOf(at: number, now = at): string {
  const [date, today] = [new Date(at), new Date(now)];
  const time = date.toTimeString().slice(0, 8);
  if (date.toDateString() === today.toDateString()) return time;
  const month = String(date.getMonth() + 1).padStart(2, '0');
  return `${date.getFullYear()}-${month}-${String(date.getDate()).padStart(2, '0')} ${time}`;
}
