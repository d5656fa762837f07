import { demoOnly } from '@/server/store/demoOnly';
import { storeCounts } from '@/server/store/counts';

export const dynamic = 'force-dynamic';

/** How full the store is, for a demo that runs in another process than the store. */
export async function GET(): Promise<Response> {
  return demoOnly(async () => Response.json(await storeCounts()));
}
