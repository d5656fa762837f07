import { z } from 'zod';
import { demoOnly } from '@/server/store/demoOnly';
import { storeCounts } from '@/server/store/counts';
import { seedStore } from '@/server/store/seed';

const seedSize = z.object({
  users: z.int().min(1).max(5_000),
  agents: z.int().min(0).max(5_000).default(0),
});

/** Empties and refills the store, for a demo that runs in another process than the store. */
export async function POST(request: Request): Promise<Response> {
  return demoOnly(async () => {
    const size = seedSize.safeParse(await request.json());
    if (!size.success)
      return Response.json({ error: z.prettifyError(size.error) }, { status: 400 });

    await seedStore(size.data);
    return Response.json(await storeCounts());
  });
}
