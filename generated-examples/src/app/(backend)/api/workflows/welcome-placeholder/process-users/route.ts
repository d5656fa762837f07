import { serve } from '@upstash/workflow/nextjs';
import { verified } from '@/server/workflows/client';
import {
  MAX_COUNT_STEPS,
  WelcomePlaceholderWorkflow,
  type ProcessUsersPayload,
  type UsersCount,
} from '@/server/workflows/welcomePlaceholder';
import { createContext } from '@/server/workflows/welcomePlaceholder/context';
import { parseProcessUsersPayload } from '@/server/workflows/welcomePlaceholder/payloads';

/** Layer 1: counts, answers a dry run, and starts the pagination if there is work. */
const { POST: handle } = serve<ProcessUsersPayload>(
  async (context) => {
    const { dryRun, force, limit, ...flags } = parseProcessUsersPayload(context.requestPayload);
    const operationContext = createContext(flags);

    let count: UsersCount = { totalEligible: 0, toProcess: 0 };
    let isCapped = true;
    for (let n = 1; n <= MAX_COUNT_STEPS && isCapped; n++) {
      const from = count;
      count = await context.run(`welcome-placeholder:count:${n}`, async () => {
        const counted = await WelcomePlaceholderWorkflow.countUsers(from, {
          force,
          context: operationContext,
        });
        console.info('[welcome-placeholder:process] Counted users:', { ...counted, dryRun });
        return counted;
      });
      isCapped = count.cursor !== undefined;
    }

    const { totalEligible, toProcess } = count;
    if (totalEligible === 0) {
      return { success: true, totalEligible: 0, message: 'No eligible users found' };
    }

    const statistics = {
      success: true,
      totalEligible,
      toProcess,
      alreadyProcessed: totalEligible - toProcess,
      // The count stopped early: the numbers are lower bounds.
      ...(isCapped && { capped: true }),
    };
    const planned = `${isCapped ? 'at least ' : ''}${Math.min(toProcess, limit ?? toProcess)} users`;
    if (dryRun) {
      return { ...statistics, dryRun: true, message: `[DryRun] Would process ${planned}` };
    }
    if (toProcess === 0 && !isCapped) {
      return { ...statistics, message: `All ${totalEligible} users already processed` };
    }

    await context.run('welcome-placeholder:trigger-paginate', async () => {
      console.info('[welcome-placeholder:process] Triggering pagination:', {
        ...statistics,
        limit,
      });
      return WelcomePlaceholderWorkflow.triggerPaginateUsers(
        { ...flags, force, limit, rootRunId: context.workflowRunId },
        { parentRunId: context.workflowRunId },
      );
    });
    return { ...statistics, message: `Triggered pagination for ${planned}` };
  },
  {
    failureFunction: async ({ context, failStatus, failResponse }) => {
      await WelcomePlaceholderWorkflow.reportFailure({
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
