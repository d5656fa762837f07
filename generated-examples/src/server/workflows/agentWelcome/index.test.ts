import { createTestKit, type TestKit } from 'trifold/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WORKFLOW_PATHS, AgentWelcomeWorkflow } from './index';
import { operations } from './operations';
import { fixture } from './operations.fixture';

/** The routes run on the unmodified SDK, against a local QStash with a virtual clock: retries and limits take no time. */
let kit: TestKit;

beforeAll(async () => {
  kit = await createTestKit({
    routes: {
      [WORKFLOW_PATHS.process]: () =>
        import('@/app/(backend)/api/workflows/agent-welcome/process-agents/route'),
      [WORKFLOW_PATHS.paginate]: () =>
        import('@/app/(backend)/api/workflows/agent-welcome/paginate-agents/route'),
      [WORKFLOW_PATHS.execute]: () =>
        import('@/app/(backend)/api/workflows/agent-welcome/generate-agent/route'),
    },
  });
});

beforeEach(() => {
  kit.reset();
  for (const method of ['info', 'warn', 'error'] as const)
    vi.spyOn(console, method).mockReturnValue();
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await fixture.tearDown();
});

afterAll(() => kit.dispose());

/** One page, a chunk of the next, and one more. */
const MANY = 71;

/** Triggers the entry layer, waits until nothing is left to do, answers the entry run. */
async function processAll(
  payload: Parameters<typeof AgentWelcomeWorkflow.triggerProcessAgents>[0] = {},
) {
  const { workflowRunId } = await AgentWelcomeWorkflow.triggerProcessAgents(payload);
  await kit.settle();
  return kit.run(workflowRunId);
}

/** The ids for which the work was done, one entry per time. */
function watchWork() {
  const work = vi.spyOn(operations, 'generateAgent');
  return () => work.mock.calls.map(([item]) => item.id).sort();
}

describe('agent-welcome', { timeout: 60_000 }, () => {
  it('answers a dry run with statistics and starts nothing', async () => {
    await fixture.setUp(3);

    const run = await processAll({ dryRun: true });

    expect(run.result).toEqual({
      success: true,
      totalEligible: 3,
      toProcess: 3,
      alreadyProcessed: 0,
      dryRun: true,
      message: '[DryRun] Would process 3 agents',
    });
    expect(kit.runs()).toHaveLength(1);
    expect(await fixture.saved()).toEqual([]);
  });

  it('answers that there is nothing to do when no agent is eligible', async () => {
    await fixture.setUp(0);

    const run = await processAll();

    expect(run.result).toMatchObject({ success: true, totalEligible: 0 });
    expect(kit.runs()).toHaveLength(1);
  });

  it('processes every agent once, page by page', async () => {
    const ids = await fixture.setUp(MANY);
    const work = watchWork();

    const run = await processAll();

    expect(run.result).toMatchObject({
      success: true,
      totalEligible: MANY,
      toProcess: MANY,
      alreadyProcessed: 0,
    });
    expect((await fixture.saved()).sort()).toEqual(ids);
    expect(work()).toEqual(ids);
    expect(kit.runs({ path: WORKFLOW_PATHS.execute })).toHaveLength(MANY);
    expect(kit.runs({ path: WORKFLOW_PATHS.paginate })).toHaveLength(2);
    expect(kit.failures()).toEqual([]);
  });

  it('finds nothing to do on a second run', async () => {
    await fixture.setUp(3);
    await processAll();
    kit.reset();

    const run = await processAll();

    expect(run.result).toMatchObject({ success: true, toProcess: 0, alreadyProcessed: 3 });
    expect(kit.runs()).toHaveLength(1);
  });

  it('works on everything again when forced', async () => {
    const ids = await fixture.setUp(3);
    await processAll();
    const work = watchWork();

    await processAll({ force: true });

    expect(work()).toEqual(ids);
  });

  it('starts no more than the limit, counted across pages', async () => {
    const ids = await fixture.setUp(MANY);
    const limit = 51;

    await processAll({ limit });

    expect((await fixture.saved()).sort()).toEqual(ids.slice(0, limit));
    expect(kit.runs({ path: WORKFLOW_PATHS.execute })).toHaveLength(limit);
  });

  it('processes explicit ids directly', async () => {
    const ids = await fixture.setUp(22);

    await AgentWelcomeWorkflow.triggerPaginateAgents({ agentIds: ids.slice(1) });
    await kit.settle();

    expect((await fixture.saved()).sort()).toEqual(ids.slice(1));
  });

  it('answers that an unknown agent was not found', async () => {
    await fixture.setUp(1);

    const { workflowRunId } = await AgentWelcomeWorkflow.triggerGenerateAgent({
      agentId: 'nobody',
    });
    const run = await kit.run(workflowRunId);

    expect(run.result).toMatchObject({ success: false, agentId: 'nobody' });
  });

  it('ends a run with a bad payload at once and reports it', async () => {
    await fixture.setUp(1);
    const onFailure = vi.spyOn(operations, 'onFailure');

    const { workflowRunId } = await AgentWelcomeWorkflow.triggerGenerateAgent({ agentId: '' });
    await kit.settle();

    const run = await kit.run(workflowRunId);
    expect(run.state).toBe('RUN_FAILED');
    const deliveries = run.deliveries.filter(({ kind }) => kind === 'workflow');
    expect(deliveries.map(({ status }) => status)).toEqual([489]);
    expect(onFailure).toHaveBeenCalledTimes(1);
    expect(onFailure.mock.calls[0]?.[0]).toMatchObject({ layer: 'execute', status: 489 });
  });

  it('refuses a call that is not signed', async () => {
    const ids = await fixture.setUp(1);

    const response = await kit.post(WORKFLOW_PATHS.execute, { body: { agentId: ids[0] } });

    expect(response.ok).toBe(false);
    expect(await fixture.saved()).toEqual([]);
  });

  it('refuses every call in production while the signing keys are missing', async () => {
    const ids = await fixture.setUp(1);
    vi.stubEnv('NODE_ENV', 'production');
    vi.stubEnv('QSTASH_CURRENT_SIGNING_KEY', '');

    const response = await kit.post(WORKFLOW_PATHS.execute, { body: { agentId: ids[0] } });

    expect(response.status).toBe(500);
    expect(await response.text()).toContain('QSTASH_CURRENT_SIGNING_KEY');
    expect(await fixture.saved()).toEqual([]);
  });

  it('skips what is already done when a fan-out is repeated after the agents have finished', async () => {
    const ids = await fixture.setUp(3);
    const work = watchWork();
    // A fan-out step does its work, but what it tells QStash is refused three times. The last retry comes after half an
    // hour, when the started runs have long ended and their ids are free again.
    kit.faults.add({
      kind: 'fail-append',
      match: ({ path, stepsDone }) => path === WORKFLOW_PATHS.paginate && stepsDone === 2,
      times: 3,
    });

    await processAll();

    const answers = kit.runs({ path: WORKFLOW_PATHS.execute }).map(({ result }) => result);
    expect(answers).toContainEqual(expect.objectContaining({ success: true, skipped: true }));
    expect(work()).toEqual(ids);
    expect((await fixture.saved()).sort()).toEqual(ids);
    expect(kit.failures()).toEqual([]);
  });

  it('saves one result per agent when deliveries fail and answers are lost', async () => {
    const ids = await fixture.setUp(MANY);
    // Two of the four attempts at most, so that no run is out of retries.
    const match = ({ attempt }: { attempt: number }) => attempt <= 2;
    kit.faults.add({ kind: 'fail', probability: 0.05, match });
    kit.faults.add({ kind: 'drop-after', probability: 0.05, match });

    await processAll();

    expect((await fixture.saved()).sort()).toEqual(ids);
    expect(kit.failures()).toEqual([]);
  });
});
