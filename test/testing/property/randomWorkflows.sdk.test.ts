import { serve } from '@upstash/workflow/nextjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startKit } from '../startKit.js';
import { faults, ruleOf } from './faults.js';
import { ECHO, interpret, runPlainly } from './interpret.js';
import { countCalls, program, sleptMs } from './program.js';
import type { Program } from './program.js';

/** Fixed in a test run; the long form is `pnpm bench property`, which sets both. */
const CASES = Number(process.env['TRIFOLD_PROPERTY_CASES'] ?? 25);
const SEED = Number(process.env['TRIFOLD_PROPERTY_SEED'] ?? 20_260_101);

const parameters = { seed: SEED, numRuns: CASES };
const timeout = 30_000 + CASES * 500;

const PATH = '/program';
/** One brings the payload, one the result of the step that reads it. */
const CALLS_TO_START = 2;

function startProgramKit() {
  return startKit({
    [PATH]: () =>
      serve<Program>(async (context) => {
        // In a step, because in the callback of a call the payload is the callback's own.
        const nodes = await context.run('program', () => context.requestPayload);
        return interpret(context, nodes);
      }),
    [ECHO]: () => ({ POST: echo }),
  });
}

/** SDK 0.2.x puts the body of a call, a text, into JSON once more. */
async function echo(request: Request): Promise<Response> {
  const sent: unknown = await request.json();
  return Response.json(typeof sent === 'string' ? JSON.parse(sent) : sent);
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
  'calls the endpoint as often as the steps of a run ask for, and takes the time that it sleeps',
  { timeout },
  async () => {
    await using kit = await startProgramKit();
    const costsWhatItSays = fc.asyncProperty(program, async (nodes) => {
      kit.reset();
      const callsBefore = kit.calls[PATH] ?? 0;

      const run = await kit.run(await kit.trigger(PATH, { body: nodes, workflowRunId: 'random' }));
      await kit.settle();

      expect(run.result).toEqual(await runPlainly(nodes));
      expect((kit.calls[PATH] ?? 0) - callsBefore).toBe(CALLS_TO_START + countCalls(nodes));
      expect((run.endedAt ?? 0) - run.createdAt).toBe(sleptMs(nodes));
    });

    await fc.assert(costsWhatItSays, parameters);
  },
);
