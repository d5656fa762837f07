import { and, asc, eq, gt } from 'drizzle-orm';
import type { IdPage } from './pages';
import { agents, results, users } from './schema';
import { inScope, type Scope } from './scope';
import type { Database } from './server';
import { resultOf, toWorkload, type Workload, workloadColumns } from './workload';

/** JSON data of one agent: it travels as a step's result. */
export interface AgentProfile {
  id: string;
  title: string;
  ownerName: string;
}

export async function listAgentIds(db: Database, page: IdPage, scope: Scope): Promise<string[]> {
  const rows = await db
    .select({ id: agents.id })
    .from(agents)
    .innerJoin(users, eq(users.id, agents.userId))
    .where(and(inScope(scope), page.after === undefined ? undefined : gt(agents.id, page.after)))
    .orderBy(asc(agents.id))
    .limit(page.take);
  return rows.map((row) => row.id);
}

export async function findAgent(
  db: Database,
  id: string,
  scope: Scope,
): Promise<AgentProfile | undefined> {
  const [agent] = await db
    .select({ id: agents.id, title: agents.title, ownerName: users.name })
    .from(agents)
    .innerJoin(users, eq(users.id, agents.userId))
    .where(and(eq(agents.id, id), inScope(scope)));
  return agent;
}

/** Counts agents, and those without a result of this kind, in one query. Results cached in Redis are not seen. */
export async function countAgents(db: Database, kind: string, scope: Scope): Promise<Workload> {
  const [row] = await db
    .select(workloadColumns)
    .from(agents)
    .innerJoin(users, eq(users.id, agents.userId))
    .leftJoin(results, resultOf(kind, agents.id))
    .where(inScope(scope));
  return toWorkload(row);
}
