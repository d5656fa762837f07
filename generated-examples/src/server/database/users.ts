import { and, asc, eq, gt } from 'drizzle-orm';
import type { IdPage } from './pages';
import { results, users } from './schema';
import { inScope, type Scope } from './scope';
import type { Database } from './server';
import { resultOf, toWorkload, type Workload, workloadColumns } from './workload';

/** JSON data of one user: it travels as a step's result. */
export interface UserProfile {
  id: string;
  name: string;
}

export async function listUserIds(db: Database, page: IdPage, scope: Scope): Promise<string[]> {
  const rows = await db
    .select({ id: users.id })
    .from(users)
    .where(and(inScope(scope), page.after === undefined ? undefined : gt(users.id, page.after)))
    .orderBy(asc(users.id))
    .limit(page.take);
  return rows.map((row) => row.id);
}

export async function findUser(
  db: Database,
  id: string,
  scope: Scope,
): Promise<UserProfile | undefined> {
  const [user] = await db
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(and(eq(users.id, id), inScope(scope)));
  return user;
}

/** Counts users, and those without a result of this kind, in one query. Results cached in Redis are not seen. */
export async function countUsers(db: Database, kind: string, scope: Scope): Promise<Workload> {
  const [row] = await db
    .select(workloadColumns)
    .from(users)
    .leftJoin(results, resultOf(kind, users.id))
    .where(inScope(scope));
  return toWorkload(row);
}
