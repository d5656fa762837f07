import pc from 'picocolors';
import type { Attempt, Engine, TimelineEvent } from '../engine/index.js';
import { devBanner, devEnvironment, type DevServer, devSummary } from '../report/dev.js';
import { eventLine } from '../report/event-line.js';
import { refusalText } from '../report/reported-error.js';
import { RunTrees } from '../report/run-trees.js';
import type { Io } from './io.js';

/** How a person, a log or a tool follows what the engine does. */
export interface DevView {
  show(event: TimelineEvent): void;
  /** Says what has become of it all. */
  end(): void;
}

/** One JSON line per event: first `ready`, then the timeline as it is, last `summary`. */
export function jsonView(server: DevServer, io: Io): DevView {
  const trees = new RunTrees();
  const line = (value: object) => io.out(`${JSON.stringify(value)}\n`);
  line({ type: 'ready', url: server.url, env: devEnvironment(server) });
  return {
    show(event) {
      trees.add(event);
      trees.takeEnded();
      line(event);
    },
    end: () => line({ type: 'summary', ...trees.totals }),
  };
}

/** Lines that stay, for a log. */
export function plainView(engine: Engine, server: DevServer, io: Io): DevView {
  const colours = pc.createColors(io.colour.out);
  const trees = new RunTrees();
  io.out(devBanner(server, colours));
  return {
    show(event) {
      const run = trees.find(event);
      trees.add(event);
      trees.takeEnded();
      const ms = run === undefined ? undefined : event.at - run.startedAt;
      const line = eventLine(event, { ms, problem: problemOf(engine, event) }, colours);
      if (line !== undefined) io.out(`${line}\n`);
    },
    end: () => io.out(`\n${devSummary(trees.totals)}`),
  };
}

/** What went wrong in the delivery that is to be repeated; the timeline has no room for the endpoint's answer. */
export function problemOf(engine: Engine, event: TimelineEvent): string | undefined {
  if (event.type !== 'retry-scheduled' && event.type !== 'delivery-failed') return undefined;
  const attempt = lastAttempt(engine, event);
  if (attempt !== undefined) return refusalText(attempt);
  return event.status === undefined ? event.detail : `answered ${String(event.status)}`;
}

function lastAttempt(engine: Engine, { runId, messageId }: TimelineEvent): Attempt | undefined {
  const run = runId === undefined ? undefined : engine.run(runId);
  if (run === undefined) return undefined;
  const steps = run.entries.map(({ delivery }) => delivery);
  return [...steps, ...run.calls, run.failureCallback]
    .find((delivery) => delivery?.messageId === messageId)
    ?.attempts.at(-1);
}
