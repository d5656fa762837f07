import { serve } from '@upstash/workflow/nextjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startKit } from '../startKit.js';
import { faults, ruleOf } from './faults.js';
import { interpret, runPlainly } from './interpret.js';
import { countDeliveries, program, sleptMs } from './program.js';
import type { Program } from './program.js';

/** Fixed in a test run; the long form is `pnpm bench property`, which sets both. */
const CASES = Number(process.env['TRIFOLD_PROPERTY_CASES'] ?? 60);
const SEED = Number(process.env['TRIFOLD_PROPERTY_SEED'] ?? 20_260_101);

const parameters = { seed: SEED, numRuns: CASES };
const timeout = 30_000 + CASES * 200;

const PATH = '/program';

function startProgramKit() {
  return startKit({
    [PATH]: () => serve<Program>((context) => interpret(context, context.requestPayload)),
  });
}

test(
  'ends any workflow with the result of a plain run, whatever goes wrong on the way',
  { timeout },
  async () => {
    await using kit = await startProgramKit();
    const endsAsPlainly = fc.asyncProperty(program, faults, async (nodes, faultList) => {
      kit.reset();
      for (const fault of faultList) kit.faults.add(ruleOf(fault));

      const id = await kit.trigger(PATH, { body: nodes, workflowRunId: 'random' });
      const run = await kit.run(id);
      await kit.settle();

      expect(run.failure).toBeUndefined();
      expect(run.state).toBe('RUN_SUCCESS');
      expect(run.result).toEqual(await runPlainly(nodes));
      expect(kit.runs()).toHaveLength(1);
    });

    await fc.assert(endsAsPlainly, parameters);
  },
);

test(
  'calls the endpoint once for each element of a run, and takes the time that it sleeps',
  { timeout },
  async () => {
    await using kit = await startProgramKit();
    const costsWhatItSays = fc.asyncProperty(program, async (nodes) => {
      kit.reset();
      const callsBefore = kit.calls[PATH] ?? 0;

      const run = await kit.run(await kit.trigger(PATH, { body: nodes, workflowRunId: 'random' }));
      await kit.settle();

      expect(run.result).toEqual(await runPlainly(nodes));
      expect((kit.calls[PATH] ?? 0) - callsBefore).toBe(countDeliveries(nodes));
      expect((run.endedAt ?? 0) - run.createdAt).toBe(sleptMs(nodes));
    });

    await fc.assert(costsWhatItSays, parameters);
  },
);
