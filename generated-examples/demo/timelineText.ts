import type { TimelineEvent } from '../../src/engine/index.js';

/** What the timeline needs to know of a run. */
export interface TimelineRun {
  readonly id: string;
  readonly path: string;
  readonly state: string;
  readonly createdAt: number;
  readonly endedAt: number | undefined;
}

/** How many runs of one route are written out; the others are summed up. */
const shownPerRoute = 2;

/** A readable account of a run tree: a few runs of each route with their steps, and the others in one line. */
export function timelineText(
  runs: readonly TimelineRun[],
  events: readonly TimelineEvent[],
): string[] {
  const start = Math.min(...runs.map((run) => run.createdAt));
  const lines: string[] = [];
  for (const [path, ofRoute] of byRoute(runs)) {
    for (const run of ofRoute.slice(0, shownPerRoute)) {
      lines.push(runLine(run, start));
      lines.push(
        ...stepLines(
          events.filter((event) => event.runId === run.id),
          start,
        ),
      );
    }
    const others = ofRoute.slice(shownPerRoute);
    if (others.length > 0) lines.push(othersLine(path, others, start));
  }
  return lines;
}

function byRoute(runs: readonly TimelineRun[]): Map<string, TimelineRun[]> {
  const routes = new Map<string, TimelineRun[]>();
  for (const run of runs) routes.set(run.path, [...(routes.get(run.path) ?? []), run]);
  return routes;
}

function runLine(run: TimelineRun, start: number): string {
  const end = run.endedAt === undefined ? '' : ` at ${seconds(run.endedAt - start).trim()}`;
  return `${seconds(run.createdAt - start)}  ${routeOf(run.path)}  ${run.id.slice(0, 16)}…  ${run.state}${end}`;
}

/** Steps that differ only behind the last colon and follow each other share a line. */
function stepLines(events: readonly TimelineEvent[], start: number): string[] {
  const groups: TimelineEvent[][] = [];
  for (const event of events) {
    if (!isShown(event)) continue;
    const group = groups.at(-1);
    const previous = group?.at(-1);
    if (group && previous && isAlike(previous, event)) group.push(event);
    else groups.push([event]);
  }
  return groups.map((group) => groupLine(group, start));
}

/** A plan of a parallel step is only the announcement of the step. */
function isShown(event: TimelineEvent): boolean {
  const isStep = event.type === 'step-appended' && event.detail !== 'plan';
  return isStep || event.type === 'retry-scheduled' || event.type === 'fault';
}

function isAlike(one: TimelineEvent, other: TimelineEvent): boolean {
  return one.type === other.type && familyOf(one.stepName) === familyOf(other.stepName);
}

/** `w:execute:a` and `w:execute:b` are of one family, `w:load` and `w:save` are not. */
function familyOf(stepName = ''): string {
  return /^(.+:.+):/.exec(stepName)?.[1] ?? stepName;
}

function groupLine(group: readonly TimelineEvent[], start: number): string {
  const [first, last] = [group[0], group.at(-1)];
  if (first === undefined || last === undefined) return '';
  const text = first.stepName ?? [first.type, first.detail].filter(Boolean).join(': ');
  const more =
    group.length === 1
      ? ''
      : ` and ${group.length - 1} more, the last at ${seconds(last.at - start).trim()}`;
  return `${seconds(first.at - start)}    ${text}${more}`;
}

function othersLine(path: string, others: readonly TimelineRun[], start: number): string {
  const first = Math.min(...others.map((run) => run.createdAt));
  const last = Math.max(...others.map((run) => run.endedAt ?? run.createdAt));
  const states = [...new Set(others.map((run) => run.state))].join(', ');
  return `${seconds(first - start)}  ${routeOf(path)}  and ${others.length} more  ${states}, the last at ${seconds(last - start).trim()}`;
}

function routeOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).padEnd(14);
}

function seconds(ms: number): string {
  return `+${(ms / 1_000).toFixed(2)} s`.padStart(10);
}
