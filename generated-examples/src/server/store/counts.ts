import { eq } from 'drizzle-orm';
import { placeholdersCache } from '@/server/cache/placeholders';
import type { SavedResult } from '@/server/cache/resultStore';
import { welcomesCache } from '@/server/cache/welcomes';
import { agents, users } from '@/server/database/schema';
import { getServerDB } from '@/server/database/server';

/** Results of one kind: how many items have one, and how often one was written. */
export interface ResultCounts {
  saved: number;
  writes: number;
}

export interface StoreCounts {
  users: { total: number; subscribed: number };
  agents: { total: number };
  placeholders: ResultCounts;
  welcomes: ResultCounts;
}

/** How full the store is. */
export async function storeCounts(): Promise<StoreCounts> {
  const db = await getServerDB();

  return {
    users: {
      total: await db.$count(users),
      subscribed: await db.$count(users, eq(users.subscribed, true)),
    },
    agents: { total: await db.$count(agents) },
    placeholders: tally(await placeholdersCache.all()),
    welcomes: tally(await welcomesCache.all()),
  };
}

function tally(saved: readonly SavedResult[]): ResultCounts {
  return {
    saved: saved.length,
    writes: saved.reduce((writes, result) => writes + result.revision, 0),
  };
}
