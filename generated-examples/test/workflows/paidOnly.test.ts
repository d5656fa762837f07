import { createTestKit, type TestKit } from 'trifold/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { placeholdersCache } from '@/server/cache/placeholders';
import { welcomesCache } from '@/server/cache/welcomes';
import { agentId, clearStore, seedStore, userId } from '@/server/store/seed';
import {
  AgentWelcomeWorkflow,
  WORKFLOW_PATHS as agentPaths,
} from '@/server/workflows/agentWelcome';
import {
  WelcomePlaceholderWorkflow,
  WORKFLOW_PATHS as userPaths,
} from '@/server/workflows/welcomePlaceholder';

let kit: TestKit;

beforeAll(async () => {
  kit = await createTestKit({
    routes: {
      [userPaths.process]: () =>
        import('@/app/(backend)/api/workflows/welcome-placeholder/process-users/route'),
      [userPaths.paginate]: () =>
        import('@/app/(backend)/api/workflows/welcome-placeholder/paginate-users/route'),
      [userPaths.execute]: () =>
        import('@/app/(backend)/api/workflows/welcome-placeholder/generate-user/route'),
      [agentPaths.process]: () =>
        import('@/app/(backend)/api/workflows/agent-welcome/process-agents/route'),
      [agentPaths.paginate]: () =>
        import('@/app/(backend)/api/workflows/agent-welcome/paginate-agents/route'),
      [agentPaths.execute]: () =>
        import('@/app/(backend)/api/workflows/agent-welcome/generate-agent/route'),
    },
  });
});

beforeEach(async () => {
  kit.reset();
  vi.spyOn(console, 'info').mockReturnValue();
  // Users 0, 2 and 4 are subscribed; the agents belong to the users in turn.
  await seedStore({ users: 5, agents: 10 });
});

afterEach(async () => {
  vi.restoreAllMocks();
  await clearStore();
});

afterAll(() => kit.dispose());

describe('paidOnly', () => {
  it('reaches from the entry to each subscribed user, and to nobody else', async () => {
    const { workflowRunId } = await WelcomePlaceholderWorkflow.triggerProcessUsers({
      paidOnly: true,
    });
    await kit.settle();

    const entry = await kit.run(workflowRunId);
    expect(entry.result).toMatchObject({ totalEligible: 3, toProcess: 3 });
    expect(await itemsOf(placeholdersCache)).toEqual([0, 2, 4].map(userId));
    expect(kit.runs({ path: userPaths.execute }).map(({ payload }) => payload)).toEqual(
      [0, 2, 4].map((n) => expect.objectContaining({ userId: userId(n), paidOnly: true })),
    );
  });

  it('keeps a user out who is named explicitly and not subscribed', async () => {
    await WelcomePlaceholderWorkflow.triggerPaginateUsers({
      userIds: [userId(0), userId(1)],
      paidOnly: true,
    });
    await kit.settle();

    expect(await itemsOf(placeholdersCache)).toEqual([userId(0)]);
  });

  it('reaches the agents of subscribed users, and no others', async () => {
    await AgentWelcomeWorkflow.triggerProcessAgents({ paidOnly: true });
    await kit.settle();

    expect(await itemsOf(welcomesCache)).toEqual([0, 2, 4, 5, 7, 9].map(agentId));
  });

  it('leaves the others for a later run without it', async () => {
    await WelcomePlaceholderWorkflow.triggerProcessUsers({ paidOnly: true });
    await kit.settle();
    kit.reset();
    await WelcomePlaceholderWorkflow.triggerProcessUsers();
    await kit.settle();

    expect(kit.runs({ path: userPaths.execute })).toHaveLength(2);
    expect(await itemsOf(placeholdersCache)).toEqual([0, 1, 2, 3, 4].map(userId));
  });
});

async function itemsOf(cache: typeof placeholdersCache | typeof welcomesCache): Promise<string[]> {
  return (await cache.all()).map((result) => result.itemId);
}
