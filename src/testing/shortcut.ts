import { setImmediate } from 'node:timers/promises';
import type { Api } from '../engine/index.js';
import { engineAt } from './seats.js';

/** How many engines `fetch` is to know. */
let users = 0;
let networkFetch: typeof fetch | undefined;

/**
 * Lets `fetch` reach the engines of this process without the network, which is most of what a run in process costs, and
 * the engine of the kit on whose behalf it is called, whichever address the caller has.
 *
 * Only what is plainly the SDK's (a URL as text, a body as text) is short-circuited; the engine also listens, and all
 * else goes there. Returns how to take it away.
 */
export function installShortcut(): () => void {
  users += 1;
  if (networkFetch === undefined) {
    networkFetch = globalThis.fetch;
    globalThis.fetch = fetchOrCall;
  }
  return () => {
    users -= 1;
    // Somebody who has replaced `fetch` since then still calls ours, which passes everything on.
    if (users > 0 || globalThis.fetch !== fetchOrCall) return;
    globalThis.fetch = networkFetch ?? fetch;
    networkFetch = undefined;
  };
}

async function fetchOrCall(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const next = networkFetch ?? fetch;
  const url = input instanceof Request ? input.url : String(input);
  const slash = url.indexOf('/', 'http://'.length);
  const engine = slash === -1 ? undefined : engineAt(url.slice(0, slash));
  if (engine === undefined) return next(input, init);
  const target = url.slice(slash);
  const call = typeof input === 'string' ? asEngineCall(engine.api, target, init) : undefined;
  if (call === undefined) {
    const moved = `${engine.url}${target}`;
    return next(input instanceof Request ? new Request(moved, input) : moved, init);
  }
  // As over the network, nobody hears the answer in the same turn of the event loop: timers must get theirs.
  await setImmediate();
  const { status, body } = call();
  return new Response(body === undefined ? '' : JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });
}

function asEngineCall(
  api: Api,
  target: string,
  init: RequestInit = {},
): (() => ReturnType<Api>) | undefined {
  const body = init.body ?? '';
  if (typeof body !== 'string') return undefined;
  const headers = Object.fromEntries(new Headers(init.headers));
  return () => api({ method: init.method ?? 'GET', target, headers, body });
}
