import type { Run, TimelineEvent } from '../../src/engine/index.js';
import type { ProgressLine } from './progressLine.js';
import type { Session, StoreCounts } from './session.js';

/** One start of a workflow and everything that came of it. */
export interface Stage {
  readonly title: string;
  readonly rootRunId: string;
  /** What the entry run answered. */
  readonly answer: unknown;
  /** The root run and all below it, oldest first. */
  readonly runs: readonly Run[];
  readonly events: readonly TimelineEvent[];
  /** The store afterwards. */
  readonly counts: StoreCounts;
  /** Milliseconds that passed, by the engine's clock and really. */
  readonly engineMs: number;
  readonly realMs: number;
}

const progressIntervalMs = 200;

/** Starts a workflow, shows how far it is, and resolves when no run is left in progress. */
export async function runStage(
  session: Session,
  progress: ProgressLine,
  options: { title: string; workflow: string; payload: Record<string, unknown> },
): Promise<Stage> {
  const { engine } = session;
  const known = new Set(engine.runs());
  const seen = engine.timeline.forgotten + engine.timeline.events.length;
  const engineStart = engine.clock.now();
  const realStart = performance.now();

  const rootRunId = await session.start(options.workflow, options.payload);
  const show = () => progress.update(`${options.title}: ${describe(newRuns())}`);
  const timer = setInterval(show, progressIntervalMs);
  try {
    await engine.settle();
  } finally {
    clearInterval(timer);
  }

  const runs = newRuns();
  progress.end(`${options.title}: ${describe(runs)}`);
  const answer = runs.find((run) => run.id === rootRunId)?.response;
  return {
    title: options.title,
    rootRunId,
    answer: answer === undefined ? undefined : JSON.parse(answer),
    runs,
    events: engine.timeline.events.slice(seen - engine.timeline.forgotten),
    counts: await session.counts(),
    engineMs: engine.clock.now() - engineStart,
    realMs: performance.now() - realStart,
  };

  function newRuns(): Run[] {
    return engine.runs().filter((run) => !known.has(run));
  }
}

function describe(runs: readonly Run[]): string {
  const ended = runs.filter((run) => run.state !== 'RUN_STARTED').length;
  const failed = runs.filter((run) => run.state === 'RUN_FAILED').length;
  return `${ended} of ${runs.length} runs ended${failed > 0 ? `, ${failed} failed` : ''}`;
}
