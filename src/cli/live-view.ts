import pc from 'picocolors';
import type { Engine } from '../engine/index.js';
import { devBanner, type DevServer, devSummary } from '../report/dev.js';
import { eventLine } from '../report/event-line.js';
import { runTreeLines } from '../report/run-tree-text.js';
import { RunTrees } from '../report/run-trees.js';
import { type DevView, problemOf } from './dev-view.js';
import type { Io } from './io.js';
import { createLiveRegion } from './live-region.js';

/** Real milliseconds until an event is drawn, with all that come up meanwhile. */
const DRAW_MS = 80;
/** The same where only time passes. */
const TICK_MS = 1_000;

/** Trees of runs, drawn in place while they are in progress; they stay once they have ended. */
export function liveView(engine: Engine, server: DevServer, io: Io): DevView {
  const colours = pc.createColors(io.colour.out);
  const trees = new RunTrees();
  const region = createLiveRegion({ out: (text) => io.out(text), size: () => io.outSize() });
  let next: 'draw' | 'tick' | undefined;
  let cancelNext = () => {};

  const draw = () => {
    const now = engine.clock.now();
    const ended = trees.takeEnded().map((tree) => runTreeLines(tree, now, colours));
    const open = trees.open().map((tree) => runTreeLines(tree, now, colours));
    region.draw(open.flat(), ended.flat());
    return open.length > 0;
  };
  const drawIn = (ms: number, kind: 'draw' | 'tick') => {
    cancelNext();
    next = kind;
    cancelNext = engine.clock.alarm(ms, () => {
      next = undefined;
      if (draw()) drawIn(TICK_MS, 'tick');
    });
  };

  io.out(devBanner(server, colours));
  return {
    show(event) {
      const problem = problemOf(event);
      if (problem !== undefined && trees.find(event) === undefined) {
        // A message, or a failure function: no tree shows it.
        const line = eventLine(event, { ms: undefined, problem }, colours);
        if (line !== undefined) region.print([line]);
      }
      trees.add(event, problem);
      if (next !== 'draw') drawIn(DRAW_MS, 'draw');
    },
    end() {
      cancelNext();
      draw();
      io.out(`\n${devSummary(trees.totals)}`);
    },
  };
}
