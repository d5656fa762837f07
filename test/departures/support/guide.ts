import { Client } from '@upstash/workflow';
import { serve } from '@upstash/workflow/nextjs';
import type { StartedKit } from '../../testing/startKit.js';
import { startKit } from '../../testing/startKit.js';
import type { TestKitOptions } from 'trifold/testing';

const PAGE_SIZE = 50;
const CHUNK_SIZE = 20;

export const GUIDE_PATHS = {
  process: '/api/workflows/welcome-placeholder/process-users',
  paginate: '/api/workflows/welcome-placeholder/paginate-users',
  execute: '/api/workflows/welcome-placeholder/generate-user',
} as const;

interface ProcessUsersPayload {
  dryRun?: boolean;
  force?: boolean;
  paidOnly?: boolean;
}

interface PaginateUsersPayload {
  cursor?: string;
  userIds?: string[];
}

interface GenerateUserPayload {
  userId: string;
}

/** Users in the order of the pages; every other one has a subscription. */
interface Store {
  readonly ids: readonly string[];
  readonly saved: Set<string>;
  /** The ids for which the work was done, one entry per time. */
  readonly work: string[];
}

export interface Guide extends StartedKit {
  readonly store: Store;
  /** Triggers layer 1, waits until nothing is left to do, answers the result of layer 1. */
  processAll(payload?: ProcessUsersPayload): Promise<unknown>;
}

export function isPaid(userId: string): boolean {
  return Number(userId.slice('user-'.length)) % 2 === 0;
}

/** The guide's three layers as its templates read, over a store in memory. */
export async function startGuide(
  users: number,
  options: Omit<TestKitOptions, 'routes' | 'url'> = {},
): Promise<Guide> {
  const store: Store = {
    ids: Array.from({ length: users }, (_, index) => `user-${String(index + 1).padStart(5, '0')}`),
    saved: new Set(),
    work: [],
  };
  const kit = await startKit(
    {
      [GUIDE_PATHS.process]: () => processUsers(store),
      [GUIDE_PATHS.paginate]: () => paginateUsers(store),
      [GUIDE_PATHS.execute]: () => generateUser(store),
    },
    options,
  );
  return {
    ...kit,
    store,
    async processAll(payload = {}) {
      const { workflowRunId } = await triggerWorkflow(GUIDE_PATHS.process, payload);
      await kit.settle();
      return (await kit.run(workflowRunId)).result;
    },
  };
}

function processUsers(store: Store) {
  return serve<ProcessUsersPayload>(async (context) => {
    const { dryRun, force, paidOnly } = context.requestPayload;

    const allUserIds = await context.run('welcome-placeholder:get-all-users', () =>
      store.ids.filter((id) => !paidOnly || isPaid(id)),
    );
    if (allUserIds.length === 0) {
      return { success: true, totalEligible: 0, message: 'No eligible users found' };
    }

    const userIds = await context.run('welcome-placeholder:filter-existing', () =>
      force ? allUserIds : allUserIds.filter((id) => !store.saved.has(id)),
    );
    const statistics = {
      success: true,
      totalEligible: allUserIds.length,
      toProcess: userIds.length,
      alreadyProcessed: allUserIds.length - userIds.length,
    };
    if (dryRun) {
      const message = `[DryRun] Would process ${userIds.length} users`;
      return { ...statistics, dryRun: true, message };
    }
    if (userIds.length === 0) return { ...statistics, message: 'All users already processed' };

    await context.run('welcome-placeholder:trigger-paginate', () => triggerPaginateUsers({}));
    return { ...statistics, message: `Triggered pagination for ${userIds.length} users` };
  });
}

function paginateUsers(store: Store) {
  return serve<PaginateUsersPayload>(async (context) => {
    const { cursor, userIds: explicitIds } = context.requestPayload;

    if (explicitIds && explicitIds.length > 0) {
      await Promise.all(
        explicitIds.map((userId) =>
          context.run(`welcome-placeholder:execute:${userId}`, () =>
            triggerGenerateUser({ userId }),
          ),
        ),
      );
      return { success: true, processedItems: explicitIds.length };
    }

    const batch = await context.run('welcome-placeholder:get-batch', () => {
      const start = cursor === undefined ? 0 : store.ids.indexOf(cursor) + 1;
      const ids = store.ids.slice(start, start + PAGE_SIZE);
      return { ids, cursor: ids.at(-1) };
    });
    if (batch.ids.length === 0) return { success: true, message: 'Pagination complete' };

    const userIds = await context.run('welcome-placeholder:filter-existing', () =>
      batch.ids.filter((id) => !store.saved.has(id)),
    );
    if (userIds.length > CHUNK_SIZE) {
      const chunks = chunksOf(userIds, CHUNK_SIZE);
      await Promise.all(
        chunks.map((chunk, index) =>
          context.run(`welcome-placeholder:fanout:${index + 1}/${chunks.length}`, () =>
            triggerPaginateUsers({ userIds: chunk }),
          ),
        ),
      );
    } else if (userIds.length > 0) {
      await Promise.all(
        userIds.map((userId) =>
          context.run(`welcome-placeholder:execute:${userId}`, () =>
            triggerGenerateUser({ userId }),
          ),
        ),
      );
    }
    if (batch.cursor) {
      await context.run('welcome-placeholder:next-page', () =>
        triggerPaginateUsers({ cursor: batch.cursor }),
      );
    }
    return {
      success: true,
      processedItems: userIds.length,
      skippedItems: batch.ids.length - userIds.length,
      nextCursor: batch.cursor,
    };
  });
}

function generateUser(store: Store) {
  return serve<GenerateUserPayload>(async (context) => {
    const { userId } = context.requestPayload;
    const user = await context.run('welcome-placeholder:get-user', () => ({ id: userId }));
    const result = await context.run('welcome-placeholder:generate-user', () => {
      store.work.push(user.id);
      return { text: `Result for ${user.id}` };
    });
    await context.run('welcome-placeholder:save-result', () => {
      store.saved.add(userId);
    });
    return { success: true, userId, result };
  });
}

function triggerPaginateUsers(payload: PaginateUsersPayload) {
  return triggerWorkflow(GUIDE_PATHS.paginate, payload);
}

function triggerGenerateUser(payload: GenerateUserPayload) {
  return triggerWorkflow(GUIDE_PATHS.execute, payload);
}

function triggerWorkflow(path: string, body: object) {
  const client = new Client({ token: process.env.QSTASH_TOKEN });
  return client.trigger({ url: `${process.env.APP_URL}${path}`, body });
}

function chunksOf<T>(items: T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) {
    chunks.push(items.slice(start, start + size));
  }
  return chunks;
}
