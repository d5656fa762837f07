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
