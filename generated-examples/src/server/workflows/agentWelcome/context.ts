import { getServerDB } from '@/server/database/server';

import type { AgentWelcomeFlags } from './payloads';

export type Database = Awaited<ReturnType<typeof getServerDB>>;

/** What every operation receives beside its arguments. */
export interface AgentWelcomeContext {
  flags: AgentWelcomeFlags;
  /** One connection per delivery, opened when a step first asks for it: the code around the steps runs again each time. */
  db: () => Promise<Database>;
}

export function createContext(flags: AgentWelcomeFlags): AgentWelcomeContext {
  let connection: Promise<Database> | undefined;
  return {
    flags,
    db: () => (connection ??= Promise.resolve(getServerDB())),
  };
}
