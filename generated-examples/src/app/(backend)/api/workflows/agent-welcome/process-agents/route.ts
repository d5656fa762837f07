import { serve } from '@upstash/workflow/nextjs';
import { verified } from '@/server/workflows/client';
import {
  MAX_COUNT_STEPS,
  AgentWelcomeWorkflow,
  type ProcessAgentsPayload,
  type AgentsCount,
} from '@/server/workflows/agentWelcome';
import { createContext } from '@/server/workflows/agentWelcome/context';
import { parseProcessAgentsPayload } from '@/server/workflows/agentWelcome/payloads';

/** Layer 1: counts, answers a dry run, and starts the pagination if there is work. */
const { POST: handle } = serve<ProcessAgentsPayload>(
  async (context) => {
    const { dryRun, force, limit, ...flags } = parseProcessAgentsPayload(context.requestPayload);
    const operationContext = createContext(flags);

    let count: AgentsCount = { totalEligible: 0, toProcess: 0 };
    let isCapped = true;
    for (let n = 1; n <= MAX_COUNT_STEPS && isCapped; n++) {
      const from = count;
      count = await context.run(`agent-welcome:count:${n}`, async () => {
        const counted = await AgentWelcomeWorkflow.countAgents(from, {
          force,
          context: operationContext,
        });
        console.info('[agent-welcome:process] Counted agents:', { ...counted, dryRun });
        return counted;
      });
      isCapped = count.cursor !== undefined;
    }

    const { totalEligible, toProcess } = count;
    if (totalEligible === 0) {
      return { success: true, totalEligible: 0, message: 'No eligible agents found' };
    }

    const statistics = {
      success: true,
      totalEligible,
      toProcess,
      alreadyProcessed: totalEligible - toProcess,
      // The count stopped early: the numbers are lower bounds.
      ...(isCapped && { capped: true }),
    };
    const planned = `${isCapped ? 'at least ' : ''}${Math.min(toProcess, limit ?? toProcess)} agents`;
    if (dryRun) {
      return { ...statistics, dryRun: true, message: `[DryRun] Would process ${planned}` };
    }
    if (toProcess === 0 && !isCapped) {
      return { ...statistics, message: `All ${totalEligible} agents already processed` };
    }

    await context.run('agent-welcome:trigger-paginate', async () => {
      console.info('[agent-welcome:process] Triggering pagination:', { ...statistics, limit });
      return AgentWelcomeWorkflow.triggerPaginateAgents(
        { ...flags, force, limit, rootRunId: context.workflowRunId },
        { parentRunId: context.workflowRunId },
      );
    });
    return { ...statistics, message: `Triggered pagination for ${planned}` };
  },
  {
    failureFunction: async ({ context, failStatus, failResponse }) => {
      await AgentWelcomeWorkflow.reportFailure({
        layer: 'process',
        workflowRunId: context.workflowRunId,
        status: failStatus,
        message: failResponse,
        payload: context.requestPayload,
      });
    },
  },
);

export const POST = verified(handle);
