import { createClient } from '@redis/client';
import { readEnvironment } from '@/server/env';

export type RedisConnection = Awaited<ReturnType<typeof connect>>;

declare global {
  // On globalThis for the same reason as the database connection: one per process, not one per bundle.
  var examplesRedis: ReturnType<typeof connect> | undefined;
}

/** The application's one Redis connection, opened at the first call. A failed attempt is not kept. */
export async function getRedis(): Promise<RedisConnection> {
  globalThis.examplesRedis ??= connect(readEnvironment().REDIS_URL);
  try {
    return await globalThis.examplesRedis;
  } catch (error) {
    globalThis.examplesRedis = undefined;
    throw error;
  }
}

async function connect(url: string | undefined) {
  if (url === undefined) throw new Error('REDIS_URL is not set');
  const client = createClient({ url });
  // Without a listener a lost connection would end the process; the client reconnects by itself.
  client.on('error', (error) => console.error('[redis:connection:error]', error));
  return client.connect();
}
