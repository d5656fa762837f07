import type { Engine } from '../../../src/engine/index.js';

type Event = Engine['timeline']['events'][number];

/** What happened, and after how many seconds: `12 s: answered 200`. */
export function timelineLines(events: readonly Event[]): readonly string[] {
  return events.map((event) => line(events, event));
}

/** A timeline without answers: those of two servers race one another. */
export function withoutAnswers(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => !line.includes(': answered'));
}

/** What happened to messages of no run, with the path that each was for: `12 s: /a answered 200`. */
export function messageTimeline({ timeline }: Engine): readonly string[] {
  const { events } = timeline;
  return events.map((event) => line(events, event, event.path));
}

function line(events: readonly Event[], event: Event, path?: string): string {
  const { at, type, stepName, status } = event;
  const seconds = Math.round((at - (events[0]?.at ?? 0)) / 1_000);
  const about = [path, type, stepName, status].filter((part) => part !== undefined);
  return `${seconds} s: ${about.join(' ')}`;
}
