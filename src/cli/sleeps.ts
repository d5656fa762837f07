import { parseDuration } from '../engine/durations.js';
import type { RunLog } from './qstash.js';

/** A run that does nothing until a time. */
export interface Sleep {
  readonly runId: string;
  readonly url: string;
  readonly stepName: string;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** Tells of every sleep of the runs it is shown, once. */
export function newSleeps(): (runs: readonly RunLog[]) => Sleep[] {
  const told = new Set<string>();
  return (runs) =>
    runs.flatMap(sleepsOf).filter(({ runId, stepName }) => {
      const name = `${runId} ${stepName}`;
      return !told.has(name) && told.add(name);
    });
}

/**
 * The sleeps that a run is in.
 *
 * The result of a sleep is logged as it begins and its delivery is what comes next, under the same message id; a sleep
 * beside other steps is in progress itself.
 */
function sleepsOf({ workflowRunId, workflowUrl, steps }: RunLog): Sleep[] {
  const next = new Set(
    steps.filter(({ type }) => type === 'next').flatMap((group) => group.steps.map(idOf)),
  );
  return steps
    .filter(({ type }) => type !== 'next')
    .flatMap((group) => group.steps)
    .filter((step) => step.state === 'STEP_PROGRESS' || next.has(idOf(step)))
    .flatMap((step) => {
      const until = wakeTime(step);
      const { stepName = '' } = step;
      return until === undefined
        ? []
        : [{ runId: workflowRunId, url: workflowUrl, stepName, until }];
    });
}

type StepLog = RunLog['steps'][number]['steps'][number];

function idOf({ messageId }: StepLog): string {
  return messageId;
}

function wakeTime({ sleepFor, sleepUntil, createdAt }: StepLog): number | undefined {
  if (typeof sleepUntil === 'number') return sleepUntil * 1_000;
  const duration = parseDuration(String(sleepFor ?? ''));
  return duration === undefined || createdAt === undefined ? undefined : createdAt + duration;
}
