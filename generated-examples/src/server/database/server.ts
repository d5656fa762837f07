import { PGlite } from '@electric-sql/pglite';
import { drizzle as drizzleNodePostgres } from 'drizzle-orm/node-postgres';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { Pool } from 'pg';
import { type Environment, readEnvironment } from '@/server/env';
import { createTables } from './createTables';
import * as schema from './schema';

/** The store, whichever driver is behind it. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

interface Connection {
  readonly database: Database;
  readonly close: () => Promise<void>;
}

declare global {
  // On globalThis, because a bundler may load this module once per route, and an embedded database lives in one place.
  var examplesConnection: Promise<Connection> | undefined;
}

/** The application's one connection, opened and its tables created at the first call. A failed attempt is not kept. */
export async function getServerDB(): Promise<Database> {
  globalThis.examplesConnection ??= connect(readEnvironment());
  try {
    return (await globalThis.examplesConnection).database;
  } catch (error) {
    globalThis.examplesConnection = undefined;
    throw error;
  }
}

/** Closes the connection, if there is one. The next `getServerDB()` opens another. */
export async function closeServerDB(): Promise<void> {
  const connection = globalThis.examplesConnection;
  globalThis.examplesConnection = undefined;
  await (await connection)?.close();
}

function connect(environment: Environment): Promise<Connection> {
  return environment.DATABASE_URL === undefined
    ? connectEmbedded(environment.PGLITE_DIR)
    : connectServer(environment.DATABASE_URL);
}

async function connectEmbedded(folder = 'memory://'): Promise<Connection> {
  const client = await PGlite.create(folder);
  await client.exec(createTables(schema.storeSchema.schemaName));

  return { database: drizzlePglite({ client, schema }), close: () => client.close() };
}

async function connectServer(url: string): Promise<Connection> {
  const client = new Pool({ connectionString: url });
  await client.query(createTables(schema.storeSchema.schemaName));

  return { database: drizzleNodePostgres({ client, schema }), close: () => client.end() };
}
