import { Client } from '@upstash/workflow';
import { createTestKit } from '../../../src/testing/index.js';
import { measure } from './measurement.js';
import { itemRoute, PATH } from './route.js';

/**
 * Calls the handler as often as the argument says with the deliveries of one run, signatures included, while what the
 * SDK sends is answered at once with a canned answer: what remains is the cost of the SDK and the route.
 */
const WARM_UP = 1_200;
/** Requests that wait to be handled, made outside the measurement. */
const CHUNK = 1_000;
/** Calls at the same time, as many as the test kit has in flight. */
const AT_ONCE = 16;

interface Recorded {
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
}

const calls = Number(process.argv[2]);
const route = await recordRun();
globalThis.fetch = async () => new Response('[{"messageId":"msg_00000001"}]');

await handle(requests(WARM_UP));
let total = await measure(0, async () => {});
for (let done = 0; done < calls; done += CHUNK) {
  const chunk = requests(Math.min(CHUNK, calls - done));
  const part = await measure(chunk.length, () => handle(chunk));
  total = {
    deliveries: total.deliveries + part.deliveries,
    seconds: total.seconds + part.seconds,
    cpuSeconds: total.cpuSeconds + part.cpuSeconds,
    maxRssMb: part.maxRssMb,
  };
}
console.log(JSON.stringify(total));

async function handle(waiting: readonly Request[]): Promise<void> {
  const queue = waiting.values();
  const work = async () => {
    for (const request of queue) {
      const { status } = await route.POST(request);
      if (status !== 200) throw new Error(`the handler answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

function requests(count: number): Request[] {
  return Array.from({ length: count }, (_, n) => {
    const { url, headers, body } = route.recorded[n % route.recorded.length] ?? missing();
    return new Request(url, { method: 'POST', headers, body });
  });
}

function missing(): never {
  throw new Error('no delivery was recorded');
}

/** Runs one item on the engine and keeps what was delivered. The handler goes on to work without the engine. */
async function recordRun() {
  const recorded: Recorded[] = [];
  let post: ReturnType<typeof itemRoute>['POST'] = missing;
  const load = () => {
    post = itemRoute().POST;
    return {
      async POST(request: Request) {
        const copy = request.clone();
        recorded.push({ url: copy.url, headers: copy.headers, body: await copy.text() });
        return post(request);
      },
    };
  };
  await using kit = await createTestKit({ routes: { [PATH]: load } });
  const client = new Client({ baseUrl: kit.engine.url, token: kit.engine.token });
  await client.trigger({ url: `${kit.url}${PATH}`, body: { id: 1 } });
  await kit.settle();
  return { recorded, POST: post };
}
