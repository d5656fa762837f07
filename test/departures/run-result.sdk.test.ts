import { describe, expect, test } from 'vitest';
import { startGuide, GUIDE_PATHS } from './support/guide.js';
import { generateOurs } from './support/ours.js';
import { quiet } from './support/quiet.js';

const ours = await generateOurs('run-result');
quiet();

const STATISTICS = {
  success: true,
  totalEligible: 3,
  toProcess: 3,
  alreadyProcessed: 0,
  dryRun: true,
  message: '[DryRun] Would process 3 users',
};

describe('the statistics of a dry run', () => {
  test('guide: the answer of the trigger, which its test looks at, holds nothing but the id', async () => {
    await using guide = await startGuide(3);

    const answer = await guide.client.trigger({
      url: `${guide.url}${GUIDE_PATHS.process}`,
      body: { dryRun: true },
    });

    expect(Object.keys(answer)).toEqual(['workflowRunId']);
    expect((await guide.run(answer.workflowRunId)).result).toEqual(STATISTICS);
  });

  test('ours: the test waits for the run and looks at its result, which the logs have too', async () => {
    await using kit = await ours.start(3);
    const { workflowClient } = await ours.load('../client');

    const { workflowRunId } = await kit.Workflow.triggerProcessUsers({ dryRun: true });
    const run = await kit.run(workflowRunId);

    expect(run.result).toEqual(STATISTICS);
    const { runs } = await workflowClient().logs({ workflowRunId });
    expect(JSON.parse(runs[0].workflowRunResponse)).toEqual(STATISTICS);
  });
});
