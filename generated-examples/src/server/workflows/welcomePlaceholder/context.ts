import { getServerDB } from '@/server/database/server';

import type { WelcomePlaceholderFlags } from './payloads';

export type Database = Awaited<ReturnType<typeof getServerDB>>;

/** What every operation receives beside its arguments. */
export interface WelcomePlaceholderContext {
  flags: WelcomePlaceholderFlags;
  /** One connection per delivery, opened when a step first asks for it: the code around the steps runs again each time. */
  db: () => Promise<Database>;
}

export function createContext(flags: WelcomePlaceholderFlags): WelcomePlaceholderContext {
  let connection: Promise<Database> | undefined;
  return {
    flags,
    db: () => (connection ??= Promise.resolve(getServerDB())),
  };
}
