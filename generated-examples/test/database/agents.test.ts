import { beforeAll, describe, expect, it } from 'vitest';
import { countAgents, findAgent, listAgentIds } from '@/server/database/agents';
import { getServerDB } from '@/server/database/server';
import { agentId, seedStore } from '@/server/store/seed';

beforeAll(() => seedStore({ users: 2, agents: 5 }));

describe('agents', () => {
  it('lists ids page by page, without a gap or a repetition', async () => {
    const db = await getServerDB();
    const first = await listAgentIds(db, { take: 3 }, {});
    const second = await listAgentIds(db, { after: first.at(-1), take: 3 }, {});

    expect([...first, ...second]).toEqual([0, 1, 2, 3, 4].map(agentId));
  });

  it('lists agents of subscribed users only when asked to', async () => {
    const db = await getServerDB();

    expect(await listAgentIds(db, { take: 9 }, { paidOnly: true })).toEqual([0, 2, 4].map(agentId));
  });

  it("loads one agent with its owner's name, and nothing for an unknown id", async () => {
    const db = await getServerDB();

    expect(await findAgent(db, agentId(1), {})).toEqual({
      id: agentId(1),
      title: 'Agent 2',
      ownerName: 'User 2',
    });
    expect(await findAgent(db, 'nobody', {})).toBeUndefined();
  });

  it('does not find an agent whose owner is outside the scope', async () => {
    const db = await getServerDB();

    expect(await findAgent(db, agentId(2), { paidOnly: true })).toMatchObject({ id: agentId(2) });
    expect(await findAgent(db, agentId(1), { paidOnly: true })).toBeUndefined();
  });

  it('counts agents and those that still need work', async () => {
    const db = await getServerDB();

    expect(await countAgents(db, 'welcomes', {})).toEqual({ totalEligible: 5, toProcess: 5 });
    expect(await countAgents(db, 'welcomes', { paidOnly: true })).toEqual({
      totalEligible: 3,
      toProcess: 3,
    });
  });
});
