import { z } from 'zod';
import type { Check } from './checks.js';
import type { ProgressLine } from './progressLine.js';
import type { Session, StoreCounts } from './session.js';
import { runStage, type Stage } from './stage.js';
import { runsOf } from './statistics.js';

export const itemCount = 130;
const smallBatch = 5;

const statistics = z.object({ toProcess: z.number(), alreadyProcessed: z.number() });

/** A stage that was run, and what must be true after it. */
export interface CheckedStage {
  readonly stage: Stage;
  readonly checks: readonly Check[];
}

/** Runs the stages one after the other, from the dry run to a second full run that finds nothing to do. */
export async function* runScenario(
  session: Session,
  progress: ProgressLine,
): AsyncGenerator<CheckedStage> {
  const run = (title: string, payload: Record<string, unknown>, workflow = 'welcome-placeholder') =>
    runStage(session, progress, { title, workflow, payload });

  await session.seed({ users: itemCount, agents: itemCount });

  const dryRun = await run('dry run', { dryRun: true });
  yield { stage: dryRun, checks: [...dryRunChecks(dryRun, itemCount), ...nothingFailed(dryRun)] };

  const paidDryRun = await run('dry run, paid only', { dryRun: true, paidOnly: true });
  yield {
    stage: paidDryRun,
    checks: [...dryRunChecks(paidDryRun, itemCount / 2), ...nothingFailed(paidDryRun)],
  };

  const batch = await run(`small batch, limit ${smallBatch}`, { limit: smallBatch });
  yield { stage: batch, checks: workChecks(batch, { started: smallBatch, saved: smallBatch }) };

  const full = await run('full run', {});
  yield {
    stage: full,
    checks: workChecks(full, { started: itemCount - smallBatch, saved: itemCount }),
  };

  const second = await run('second full run', {});
  yield {
    stage: second,
    checks: [
      { title: 'finds nothing to do', expected: [0, itemCount], actual: counted(second) },
      { title: 'starts no other run', expected: 1, actual: second.runs.length },
      ...workChecks(second, { started: 0, saved: itemCount }),
    ],
  };

  const agents = await run('full run, agents', {}, 'agent-welcome');
  yield {
    stage: agents,
    checks: [
      {
        title: `starts ${itemCount} item runs`,
        expected: itemCount,
        actual: runsOf(agents, 'generate'),
      },
      savedOnce('agents', itemCount, agents.counts.welcomes),
      ...nothingFailed(agents),
    ],
  };
}

function dryRunChecks(stage: Stage, eligible: number): Check[] {
  return [
    { title: `would process ${eligible}`, expected: [eligible, 0], actual: counted(stage) },
    { title: 'starts no other run', expected: 1, actual: stage.runs.length },
    {
      title: 'saves nothing',
      expected: { saved: 0, writes: 0 },
      actual: stage.counts.placeholders,
    },
  ];
}

function workChecks(stage: Stage, expected: { started: number; saved: number }): Check[] {
  return [
    {
      title: `starts ${expected.started} item runs`,
      expected: expected.started,
      actual: runsOf(stage, 'generate'),
    },
    savedOnce('users', expected.saved, stage.counts.placeholders),
    ...nothingFailed(stage),
  ];
}

function savedOnce(items: string, count: number, actual: StoreCounts['welcomes']): Check {
  return {
    title: `has one saved result for each of ${count} ${items}, each written once`,
    expected: { saved: count, writes: count },
    actual,
  };
}

/** What the entry run counted: to do and done. */
function counted(stage: Stage): [number, number] | undefined {
  const answer = statistics.safeParse(stage.answer);
  return answer.success ? [answer.data.toProcess, answer.data.alreadyProcessed] : undefined;
}

function nothingFailed(stage: Stage): Check[] {
  const states = new Set(stage.runs.map((run) => run.state));
  return [{ title: 'ends every run with success', expected: ['RUN_SUCCESS'], actual: [...states] }];
}
