import {
  boolean,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';
import { readEnvironment } from '@/server/env';

export const storeSchema = pgSchema(readEnvironment().STORE_NAMESPACE);

export const users = storeSchema.table('users', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  subscribed: boolean('subscribed').notNull().default(false),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});

export const agents = storeSchema.table('agents', {
  id: text('id').primaryKey(),
  userId: text('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' }),
  title: text('title').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});

/** What the workflows produced, where there is no Redis to cache it in. One row per kind and item. */
export const results = storeSchema.table(
  'results',
  {
    kind: text('kind').notNull(),
    itemId: text('item_id').notNull(),
    data: jsonb('data').notNull(),
    /** The entry run that this result came from. */
    rootRunId: text('root_run_id').notNull(),
    /** How often it was written: a step that is retried writes again. */
    revision: integer('revision').notNull().default(1),
    savedAt: timestamp('saved_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.itemId] })],
);
