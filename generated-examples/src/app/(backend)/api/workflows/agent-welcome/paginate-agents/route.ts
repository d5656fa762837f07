import { serve } from '@upstash/workflow/nextjs';
import { verified } from '@/server/workflows/client';
import {
  CHUNK_SIZE,
  AgentWelcomeWorkflow,
  type PaginateAgentsPayload,
} from '@/server/workflows/agentWelcome';
import { createContext } from '@/server/workflows/agentWelcome/context';
import { parsePaginateAgentsPayload } from '@/server/workflows/agentWelcome/payloads';

/** Layer 2: fans a page, or the given ids, out to layer 3, one batch per chunk, and schedules the next page. */
const { POST: handle } = serve<PaginateAgentsPayload>(
  async (context) => {
    const {
      cursor,
      agentIds,
      force,
      limit,
      rootRunId = context.workflowRunId,
      ...flags
    } = parsePaginateAgentsPayload(context.requestPayload);
    const operationContext = createContext(flags);
    const source = { parentRunId: context.workflowRunId };

    if (agentIds) {
      const ids = agentIds.slice(0, limit);
      await fanOut(ids);
      return { success: true, processedItems: ids.length };
    }

    const page = await context.run('agent-welcome:get-batch', () =>
      AgentWelcomeWorkflow.getAgentsPage(cursor, operationContext),
    );
    if (page.ids.length === 0) {
      return {
        success: true,
        processedItems: 0,
        skippedItems: 0,
        nextCursor: null,
        message: 'Pagination complete',
      };
    }

    const selected = await context.run('agent-welcome:filter-existing', async () => {
      const selection = await AgentWelcomeWorkflow.selectAgents(page.ids, {
        force,
        limit,
        rootRunId,
        context: operationContext,
      });
      console.info('[agent-welcome:paginate] Selected agents:', {
        page: page.ids.length,
        selected: selection.ids.length,
      });
      return selection;
    });
    await fanOut(selected.ids);

    const remaining = limit === undefined ? undefined : limit - selected.used;
    const nextCursor = remaining === 0 ? null : page.nextCursor;
    if (nextCursor !== null) {
      await context.run('agent-welcome:next-page', () =>
        AgentWelcomeWorkflow.triggerPaginateAgents(
          { ...flags, cursor: nextCursor, force, limit: remaining, rootRunId },
          source,
        ),
      );
    }
    return {
      success: true,
      processedItems: selected.ids.length,
      skippedItems: page.ids.length - selected.ids.length,
      nextCursor,
    };

    async function fanOut(ids: string[]): Promise<void> {
      const chunks = chunksOf(ids, CHUNK_SIZE);
      for (const [index, chunk] of chunks.entries()) {
        await context.run(`agent-welcome:fanout:${index + 1}/${chunks.length}`, async () => {
          const payloads = chunk.map((agentId) => ({ ...flags, agentId, force, rootRunId }));
          await AgentWelcomeWorkflow.triggerGenerateAgents(payloads, source);
          return { started: payloads.length };
        });
      }
    }
  },
  {
    failureFunction: async ({ context, failStatus, failResponse }) => {
      await AgentWelcomeWorkflow.reportFailure({
        layer: 'paginate',
        workflowRunId: context.workflowRunId,
        status: failStatus,
        message: failResponse,
        payload: context.requestPayload,
      });
    },
  },
);

export const POST = verified(handle);

function chunksOf<T>(items: T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size)
    chunks.push(items.slice(start, start + size));
  return chunks;
}
