import { serve } from '@upstash/workflow/nextjs';
import { verified } from '@/server/workflows/client';
import {
  WelcomePlaceholderWorkflow,
  type GenerateUserPlaceholderPayload,
} from '@/server/workflows/welcomePlaceholder';
import { createContext } from '@/server/workflows/welcomePlaceholder/context';
import { parseGenerateUserPlaceholderPayload } from '@/server/workflows/welcomePlaceholder/payloads';

/** Layer 3: loads, processes and saves exactly one user. */
const { POST: handle } = serve<GenerateUserPlaceholderPayload>(
  async (context) => {
    const {
      userId,
      force,
      rootRunId = context.workflowRunId,
      ...flags
    } = parseGenerateUserPlaceholderPayload(context.requestPayload);
    const operationContext = createContext(flags);

    const loaded = await context.run('welcome-placeholder:get-user', () =>
      WelcomePlaceholderWorkflow.loadUser(userId, { force, rootRunId, context: operationContext }),
    );
    if (loaded.state === 'missing') {
      return { success: false, userId, error: `User ${userId} not found` };
    }
    if (loaded.state === 'done') {
      return { success: true, userId, skipped: true, message: 'Already processed' };
    }

    const result = await context.run('welcome-placeholder:generate-user', async () => {
      const workflow = new WelcomePlaceholderWorkflow(await operationContext.db(), userId, flags);
      return workflow.generate(loaded.item);
    });

    const answer = await context.run('welcome-placeholder:save-result', async () => {
      const workflow = new WelcomePlaceholderWorkflow(await operationContext.db(), userId, flags);
      const saved = await workflow.saveToRedis(result, rootRunId);
      console.info('[welcome-placeholder:execute] Saved result:', { userId, rootRunId });
      return saved;
    });
    return { success: true, userId, ...answer };
  },
  {
    failureFunction: async ({ context, failStatus, failResponse }) => {
      await WelcomePlaceholderWorkflow.reportFailure({
        layer: 'execute',
        workflowRunId: context.workflowRunId,
        status: failStatus,
        message: failResponse,
        payload: context.requestPayload,
      });
    },
  },
);

export const POST = verified(handle);
