import type { Colors } from 'picocolors/types.js';
import type { TimelineEvent } from '../engine/index.js';
import { durationText, timeOf } from './durations.js';
import { firstLine, lastSegment } from './run-tree-text.js';

/** What a line about an event says beyond the event itself. */
export interface EventDetails {
  /** How long the run has taken, in milliseconds of engine time; undefined without a run in progress. */
  readonly ms: number | undefined;
  /** What went wrong in the delivery. */
  readonly problem: string | undefined;
}

/** One line per run that starts a tree, per run that ends, and per retry and per sleep; undefined for every other event. */
export function eventLine(
  event: TimelineEvent,
  { ms, problem }: EventDetails,
  colours: Colors,
): string | undefined {
  const { runId, label, attempt = 0, dueAt = event.at, at } = event;
  const took = ms === undefined ? '' : `  ${durationText(ms)}`;
  const line = (word: string, more: string) =>
    `${timeOf(at)}  ${word}  ${lastSegment(event.path ?? '')}  ${colours.dim(runId ?? 'message')}${more}`;
  switch (event.type) {
    case 'triggered':
      return label === undefined || label === runId
        ? line(colours.cyan('started '), '')
        : undefined;
    case 'run-succeeded':
      return line(colours.green('done    '), took);
    case 'run-canceled':
      return line(colours.yellow('canceled'), took);
    case 'run-failed':
      return line(
        colours.red('failed  '),
        `${took}  ${inStep(event)}${firstLine(event.detail ?? '')}`,
      );
    case 'retry-scheduled': {
      const delay = durationText(dueAt - at);
      return line(
        colours.yellow('retry   '),
        `  ${ordinal(attempt)} attempt in ${delay}: ${firstLine(problem ?? '')}`,
      );
    }
    case 'delayed': {
      const until = `until ${timeOf(dueAt, at)} (${durationText(dueAt - at)})`;
      return line(colours.cyan('sleeps  '), `  ${inStep(event)}${until}`);
    }
    case 'delivery-failed':
      // A run that fails says so itself.
      return ms === undefined
        ? line(colours.red('failed  '), `  ${firstLine(problem ?? '')}`)
        : undefined;
    default:
      return undefined;
  }
}

function inStep({ stepName }: TimelineEvent): string {
  return stepName === undefined ? '' : `in ${stepName}: `;
}

function ordinal(number: number): string {
  return { 1: '1st', 2: '2nd', 3: '3rd' }[number] ?? `${String(number)}th`;
}
