import { readEnvironment } from '@/server/env';

/** Answers 404, as if the route did not exist, unless the server was started with `DEMO=1`. */
export async function demoOnly(answer: () => Promise<Response>): Promise<Response> {
  return readEnvironment().DEMO === '1' ? answer() : new Response('Not found', { status: 404 });
}
