import { serve } from '@upstash/workflow/nextjs';
import { verified } from '@/server/workflows/client';
import {
  CHUNK_SIZE,
  WelcomePlaceholderWorkflow,
  type PaginateUsersPayload,
} from '@/server/workflows/welcomePlaceholder';
import { createContext } from '@/server/workflows/welcomePlaceholder/context';
import { parsePaginateUsersPayload } from '@/server/workflows/welcomePlaceholder/payloads';

/** Layer 2: fans a page, or the given ids, out to layer 3, and schedules the next page. Chunks come back here as ids. */
const { POST: handle } = serve<PaginateUsersPayload>(
  async (context) => {
    const {
      cursor,
      userIds,
      force,
      limit,
      rootRunId = context.workflowRunId,
      ...flags
    } = parsePaginateUsersPayload(context.requestPayload);
    const operationContext = createContext(flags);
    const source = { parentRunId: context.workflowRunId };

    if (userIds) {
      const ids = userIds.slice(0, limit);
      await fanOut(ids);
      return { success: true, processedItems: ids.length };
    }

    const page = await context.run('welcome-placeholder:get-batch', () =>
      WelcomePlaceholderWorkflow.getUsersPage(cursor, operationContext),
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

    const selected = await context.run('welcome-placeholder:filter-existing', async () => {
      const selection = await WelcomePlaceholderWorkflow.selectUsers(page.ids, {
        force,
        limit,
        rootRunId,
        context: operationContext,
      });
      console.info('[welcome-placeholder:paginate] Selected users:', {
        page: page.ids.length,
        selected: selection.ids.length,
      });
      return selection;
    });
    await fanOut(selected.ids);

    const remaining = limit === undefined ? undefined : limit - selected.used;
    const nextCursor = remaining === 0 ? null : page.nextCursor;
    if (nextCursor !== null) {
      await context.run('welcome-placeholder:next-page', () =>
        WelcomePlaceholderWorkflow.triggerPaginateUsers(
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
      if (ids.length > CHUNK_SIZE) {
        const chunks = chunksOf(ids, CHUNK_SIZE);
        await Promise.all(
          chunks.map((chunk, index) =>
            context.run(`welcome-placeholder:fanout:${index + 1}/${chunks.length}`, () =>
              WelcomePlaceholderWorkflow.triggerPaginateUsers(
                { ...flags, userIds: chunk, force, rootRunId },
                source,
              ),
            ),
          ),
        );
        return;
      }
      await Promise.all(
        ids.map((userId) =>
          context.run(`welcome-placeholder:execute:${userId}`, () =>
            WelcomePlaceholderWorkflow.triggerGenerateUser(
              { ...flags, userId, force, rootRunId },
              source,
            ),
          ),
        ),
      );
    }
  },
  {
    failureFunction: async ({ context, failStatus, failResponse }) => {
      await WelcomePlaceholderWorkflow.reportFailure({
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
