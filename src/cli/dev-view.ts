import pc from 'picocolors';
import type { TimelineEvent } from '../engine/index.js';
import { devBanner, devEnvironment, type DevServer, devSummary } from '../report/dev.js';
import { eventLine } from '../report/event-line.js';
import { answerText } from '../report/reported-error.js';
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
export function plainView(server: DevServer, io: Io): DevView {
  const colours = pc.createColors(io.colour.out);
  const trees = new RunTrees();
  io.out(devBanner(server, colours));
  return {
    show(event) {
      const run = trees.find(event);
      trees.add(event);
      trees.takeEnded();
      const ms = run === undefined ? undefined : event.at - run.startedAt;
      const line = eventLine(event, { ms, problem: problemOf(event) }, colours);
      if (line !== undefined) io.out(`${line}\n`);
    },
    end: () => io.out(`\n${devSummary(trees.totals)}`),
  };
}

/** What went wrong in a delivery that is to be repeated, or was the last one. */
export function problemOf({ type, status = 0, detail }: TimelineEvent): string | undefined {
  if (type !== 'retry-scheduled' && type !== 'delivery-failed') return undefined;
  return answerText(status, detail);
}
