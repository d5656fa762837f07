import { placeholdersCache } from '@/server/cache/placeholders';
import { welcomesCache } from '@/server/cache/welcomes';
import { agents, users } from '@/server/database/schema';
import { getServerDB } from '@/server/database/server';

export interface SeedSize {
  /** Users; the first and each second after it are subscribed. */
  readonly users: number;
  /** Agents, given to the users in turn. */
  readonly agents: number;
}

/** Empties the store, results included, and fills it with users and agents whose ids sort by number. */
export async function seedStore(size: SeedSize): Promise<void> {
  await clearStore();
  const db = await getServerDB();
  if (size.users > 0) await db.insert(users).values(numbered(size.users, newUser));
  if (size.agents > 0) {
    await db.insert(agents).values(numbered(size.agents, (n) => newAgent(n, size.users)));
  }
}

export async function clearStore(): Promise<void> {
  const db = await getServerDB();
  await db.delete(agents);
  await db.delete(users);
  await placeholdersCache.clear();
  await welcomesCache.clear();
}

/** The id of the n-th user, from 0. */
export function userId(n: number): string {
  return `user-${padded(n)}`;
}

/** The id of the n-th agent, from 0. */
export function agentId(n: number): string {
  return `agent-${padded(n)}`;
}

function newUser(n: number) {
  return { id: userId(n), name: `User ${n + 1}`, subscribed: n % 2 === 0 };
}

function newAgent(n: number, owners: number) {
  return { id: agentId(n), userId: userId(n % owners), title: `Agent ${n + 1}` };
}

function numbered<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n));
}

function padded(n: number): string {
  return String(n).padStart(5, '0');
}
