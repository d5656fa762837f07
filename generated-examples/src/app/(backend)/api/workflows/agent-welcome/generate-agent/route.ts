import { serve } from '@upstash/workflow/nextjs';
import { verified } from '@/server/workflows/client';
import {
  AgentWelcomeWorkflow,
  type GenerateAgentWelcomePayload,
} from '@/server/workflows/agentWelcome';
import { createContext } from '@/server/workflows/agentWelcome/context';
import { parseGenerateAgentWelcomePayload } from '@/server/workflows/agentWelcome/payloads';

/** Layer 3: loads, processes and saves exactly one agent. */
const { POST: handle } = serve<GenerateAgentWelcomePayload>(
  async (context) => {
    const {
      agentId,
      force,
      rootRunId = context.workflowRunId,
      ...flags
    } = parseGenerateAgentWelcomePayload(context.requestPayload);
    const operationContext = createContext(flags);

    const loaded = await context.run('agent-welcome:get-agent', () =>
      AgentWelcomeWorkflow.loadAgent(agentId, { force, rootRunId, context: operationContext }),
    );
    if (loaded.state === 'missing') {
      return { success: false, agentId, error: `Agent ${agentId} not found` };
    }
    if (loaded.state === 'done') {
      return { success: true, agentId, skipped: true, message: 'Already processed' };
    }

    const result = await context.run('agent-welcome:generate-agent', async () => {
      const workflow = new AgentWelcomeWorkflow(await operationContext.db(), agentId, flags);
      return workflow.generate(loaded.item);
    });

    const answer = await context.run('agent-welcome:save-result', async () => {
      const workflow = new AgentWelcomeWorkflow(await operationContext.db(), agentId, flags);
      const saved = await workflow.saveToRedis(result, rootRunId);
      console.info('[agent-welcome:execute] Saved result:', { agentId, rootRunId });
      return saved;
    });
    return { success: true, agentId, ...answer };
  },
  {
    failureFunction: async ({ context, failStatus, failResponse }) => {
      await AgentWelcomeWorkflow.reportFailure({
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
