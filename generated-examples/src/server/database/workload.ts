import { and, type Column, count, eq } from 'drizzle-orm';
import { results } from './schema';

/** How many items there are, and how many of them have no result in the database yet. */
export interface Workload {
  totalEligible: number;
  toProcess: number;
}

/** The columns of a counting query over items that are left-joined with `resultOf`. */
export const workloadColumns = { total: count(), done: count(results.itemId) };

/** Join condition: the result of this kind that belongs to an item. */
export function resultOf(kind: string, itemId: Column) {
  return and(eq(results.kind, kind), eq(results.itemId, itemId));
}

export function toWorkload(row: { total: number; done: number } | undefined): Workload {
  const { total, done } = row ?? { total: 0, done: 0 };
  return { totalEligible: total, toProcess: total - done };
}
