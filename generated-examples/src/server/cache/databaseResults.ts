import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { results } from '@/server/database/schema';
import { getServerDB } from '@/server/database/server';
import type { ResultStore } from './resultStore';

const savedResult = {
  itemId: results.itemId,
  rootRunId: results.rootRunId,
  revision: results.revision,
};

/** Results kept in the `results` table. */
export function databaseResults(kind: string): ResultStore {
  return {
    async save(itemId, data, rootRunId) {
      const db = await getServerDB();
      await db
        .insert(results)
        .values({ kind, itemId, data, rootRunId })
        .onConflictDoUpdate({
          target: [results.kind, results.itemId],
          set: { data, rootRunId, revision: sql`${results.revision} + 1`, savedAt: sql`now()` },
        });
    },

    async data(itemId) {
      const db = await getServerDB();
      const [row] = await db
        .select({ data: results.data })
        .from(results)
        .where(and(eq(results.kind, kind), eq(results.itemId, itemId)));
      return row?.data;
    },

    async find(itemIds) {
      if (itemIds.length === 0) return [];
      const db = await getServerDB();
      return db
        .select(savedResult)
        .from(results)
        .where(and(eq(results.kind, kind), inArray(results.itemId, [...itemIds])));
    },

    async all() {
      const db = await getServerDB();
      return db
        .select(savedResult)
        .from(results)
        .where(eq(results.kind, kind))
        .orderBy(asc(results.itemId));
    },

    async clear() {
      const db = await getServerDB();
      await db.delete(results).where(eq(results.kind, kind));
    },
  };
}
